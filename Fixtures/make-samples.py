#!/usr/bin/env python3
"""Write the made sample recordings of llm-mock into a folder.

    make-samples.py DIR

The real recordings in the sample library are listed in its SOURCES.md. This
script makes the rest: one file for each situation that they do not show. The
conversations are invented, the shapes are those of the real APIs. The result
is the same on every run, and files that the script does not know stay as they
are. Needs nothing but Python 3.9 or newer.
"""

import hashlib
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

# -- The request key ----------------------------------------------------------

MATCH_ON = ("model", "messages", "temperature")
COUNT_TOKENS_ON = ("model", "messages", "system", "tools")
RESPONSES_ON = ("model", "input", "instructions", "tools", "previous_response_id", "temperature")
EMBEDDINGS_ON = ("model", "input", "dimensions", "encoding_format")
ANY_ENDPOINT_ON = ("$method", "$path", "$body")


def request_key(request, match_on=MATCH_ON):
    """The hash of a request: SHA-256 of its match fields as canonical JSON."""
    fallback = {"temperature": 1.0}
    fields = {name: request.get(name, fallback.get(name)) for name in match_on}
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


# -- Small parts of requests and responses ------------------------------------

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def digest(*seed):
    return hashlib.sha256("/".join(map(str, seed)).encode("utf-8", "surrogatepass")).hexdigest()


def ident(prefix, length, *seed):
    """An id such as the APIs give, always the same for the same seed."""
    number = int(digest(prefix, *seed), 16)
    letters = []
    for _ in range(length):
        number, index = divmod(number, len(BASE58))
        letters.append(BASE58[index])
    return prefix + "".join(letters)


def moment(at, *seed):
    """`at` is a day and a minute; seconds and microseconds come from the seed."""
    number = int(digest(at, *seed)[:12], 16)
    start = datetime.strptime(at, "%Y-%m-%d %H:%M").replace(tzinfo=timezone.utc)
    return start + timedelta(seconds=number % 60, microseconds=1 + number // 60 % 999_999)


def tokens(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return max(1, len(text) // 4)


def pieces(text, words=1):
    """Cuts a text into the parts in which a stream would bring it."""
    found = re.findall(r"\s*\S+|\s+$", text)
    return ["".join(found[i:i + words]) for i in range(0, len(found), words)]


def user(content):
    return {"role": "user", "content": content}


def assistant(content):
    return {"role": "assistant", "content": content}


def text(value):
    return {"type": "text", "text": value}


def thinking(value):
    return {"type": "thinking", "thinking": value, "signature": digest("signature", value) + "=="}


def tool_use(name, **arguments):
    return {"type": "tool_use", "id": ident("toolu_01", 22, name, arguments), "name": name, "input": arguments}


def tool_result(call, content, is_error=False):
    result = {"type": "tool_result", "tool_use_id": call["id"], "content": content}
    return {**result, "is_error": True} if is_error else result


def claude_tool(name, description, **properties):
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"name": name, "description": description, "input_schema": schema}


STRING = {"type": "string"}
INTEGER = {"type": "integer"}


# -- Interactions -------------------------------------------------------------

def interaction(request, response=None, events=None, at="", match_on=MATCH_ON, key_of=None, **own):
    """One entry of a fixture file, with its members in the order of the Python package."""
    key = request_key(request if key_of is None else key_of, match_on)
    entry = {
        "hash": key,
        "request": request,
        "response": response or {},
        "streaming": events is not None,
        "stream_events": events or [],
        "recorded_at": moment(at, key, events is not None).isoformat(),
    }
    if match_on != MATCH_ON:
        own["match_on"] = list(match_on)
    return {**entry, **own}


def claude(model, prompt, answer, at, stop="end_turn", served=None, **parameters):
    """A call of Anthropic's Messages API. The prompt is a text or a list of messages,
    the answer a text or a list of content blocks."""
    messages = [user(prompt)] if isinstance(prompt, str) else prompt
    request = dict(sorted({"max_tokens": 1024, "messages": messages, "model": model, **parameters}.items()))
    content = [text(answer)] if isinstance(answer, str) else answer
    usage = {"input_tokens": tokens(messages)}
    if at >= "2024":
        usage.update(cache_creation_input_tokens=0, cache_read_input_tokens=0,
                     cache_creation={"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0})
    message = {
        "model": served or model,
        "id": ident("msg_01", 22, request, at),
        "type": "message",
        "role": "assistant",
        "content": content,
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {**usage, "output_tokens": tokens(content) if content else 1},
    }
    if at >= "2024":
        message["usage"]["service_tier"] = "standard"
    if parameters.get("stream"):
        return interaction(request, events=claude_events(message), at=at)
    return interaction(request, message, at=at)


def claude_events(message):
    """The server-sent events in which the Messages API streams this message."""
    def event(kind, **members):
        return {"event": kind, "data": {"type": kind, **members}}

    opening = {**message, "content": [], "stop_reason": None, "usage": {**message["usage"], "output_tokens": 1}}
    events = [event("message_start", message=opening)]
    for index, block in enumerate(message["content"]):
        if block["type"] == "text":
            start = text("")
            deltas = [{"type": "text_delta", "text": part} for part in pieces(block["text"], 4)]
        elif block["type"] == "thinking":
            start = {"type": "thinking", "thinking": "", "signature": ""}
            deltas = [{"type": "thinking_delta", "thinking": part} for part in pieces(block["thinking"], 6)]
            deltas.append({"type": "signature_delta", "signature": block["signature"]})
        else:
            start = {**block, "input": {}}
            arguments = json.dumps(block["input"], ensure_ascii=False)
            deltas = [{"type": "input_json_delta", "partial_json": part} for part in ["", *pieces(arguments, 2)]]
        events.append(event("content_block_start", index=index, content_block=start))
        if index == 0:
            events.append(event("ping"))
        events += [event("content_block_delta", index=index, delta=delta) for delta in deltas]
        events.append(event("content_block_stop", index=index))
    ending = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    usage = {"output_tokens": message["usage"]["output_tokens"]}
    return [*events, event("message_delta", delta=ending, usage=usage), event("message_stop")]


def gpt(model, prompt, answer, at, stop="stop", served=None, **parameters):
    """A call of OpenAI's Chat Completions API. The answer is a text or the message's own members."""
    messages = [user(prompt)] if isinstance(prompt, str) else prompt
    request = {"messages": messages, "model": model, **dict(sorted(parameters.items()))}
    spoken = {"content": answer} if isinstance(answer, str) else answer
    message = {"role": "assistant", **spoken}
    question, reply = tokens(messages), tokens(spoken)
    usage = {"prompt_tokens": question, "completion_tokens": reply, "total_tokens": question + reply}
    choice = {"index": 0, "message": message, "finish_reason": stop}
    if at >= "2024":
        message.setdefault("refusal", None)
        message["annotations"] = []
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": stop}
        usage["prompt_tokens_details"] = {"cached_tokens": 0, "audio_tokens": 0}
        usage["completion_tokens_details"] = {"reasoning_tokens": 0, "audio_tokens": 0,
                                              "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}
    completion = {
        "id": ident("chatcmpl-", 29, request, at),
        "object": "chat.completion",
        "created": int(moment(at, request).timestamp()),
        "model": served or model,
        "choices": [choice],
        "usage": usage,
    }
    if at >= "2024":
        completion["service_tier"] = "default"
        completion["system_fingerprint"] = "fp_" + digest(model)[:10]
    if parameters.get("stream"):
        return interaction(request, events=gpt_events(completion), at=at)
    return interaction(request, completion, at=at)


def gpt_events(completion):
    """The chunks in which Chat Completions streams this answer, with the usage at the end."""
    head = {**{name: completion[name] for name in ("id", "object", "created", "model")},
            "object": "chat.completion.chunk",
            "service_tier": "default",
            "system_fingerprint": completion["system_fingerprint"]}

    def chunk(delta, finish=None):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {"data": {**head, "choices": [choice], "usage": None}}

    choice = completion["choices"][0]
    events = [chunk({"role": "assistant", "content": "", "refusal": None})]
    events += [chunk({"content": part}) for part in pieces(choice["message"]["content"])]
    events.append(chunk({}, choice["finish_reason"]))
    events.append({"data": {**head, "choices": [], "usage": completion["usage"]}})
    return [*events, {"data": "[DONE]"}]


def openai_response(model, question, answer, at, **parameters):
    """A call of OpenAI's Responses API."""
    request = {"input": question, "model": model, **dict(sorted(parameters.items()))}
    key = request_key(request, RESPONSES_ON)
    created = int(moment(at, key).timestamp())
    item = {
        "id": "msg_" + digest("item", key)[:48],
        "type": "message",
        "status": "completed",
        "content": [{"type": "output_text", "annotations": [], "logprobs": [], "text": answer}],
        "role": "assistant",
    }
    response = {
        "id": "resp_" + digest("response", key)[:48],
        "object": "response",
        "created_at": created,
        "status": "completed",
        "background": False,
        "completed_at": created + 2,
        "error": None,
        "incomplete_details": None,
        "instructions": parameters.get("instructions"),
        "max_output_tokens": None,
        "model": model,
        "output": [item],
        "parallel_tool_calls": True,
        "previous_response_id": parameters.get("previous_response_id"),
        "reasoning": {"effort": None, "summary": None},
        "service_tier": "default",
        "store": True,
        "temperature": 1.0,
        "text": {"format": {"type": "text"}, "verbosity": "medium"},
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": {
            "input_tokens": tokens(question),
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": tokens(answer),
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": tokens(question) + tokens(answer),
        },
        "user": None,
        "metadata": {},
    }
    own = {"at": at, "match_on": RESPONSES_ON, "endpoint": "POST /v1/responses"}
    if parameters.get("stream"):
        return interaction(request, events=openai_response_events(response), **own)
    return interaction(request, response, **own)


def openai_response_events(response):
    """The server-sent events in which the Responses API streams this response."""
    item = response["output"][0]
    part = item["content"][0]
    begun = {**response, "status": "in_progress", "completed_at": None, "output": [], "usage": None}
    place = {"item_id": item["id"], "output_index": 0, "content_index": 0}
    steps = [
        ("response.created", {"response": begun}),
        ("response.in_progress", {"response": begun}),
        ("response.output_item.added",
         {"output_index": 0, "item": {**item, "status": "in_progress", "content": []}}),
        ("response.content_part.added", {**place, "part": {**part, "text": ""}}),
        *(("response.output_text.delta", {**place, "delta": word, "logprobs": []}) for word in pieces(part["text"])),
        ("response.output_text.done", {**place, "text": part["text"], "logprobs": []}),
        ("response.content_part.done", {**place, "part": part}),
        ("response.output_item.done", {"output_index": 0, "item": item}),
        ("response.completed", {"response": response}),
    ]
    return [{"event": kind, "data": {"type": kind, **members, "sequence_number": number}}
            for number, (kind, members) in enumerate(steps)]


# -- Files --------------------------------------------------------------------

SAMPLES = {}


def sample(path, shows):
    """Registers a function that returns the content of one file: text, or a fixture to be written as Python does."""
    def register(make):
        assert path not in SAMPLES
        SAMPLES[path] = (shows, make)
        return make
    return register


def fixture(provider, *interactions, version="2.0"):
    return {"version": version, "provider": provider, "interactions": list(interactions)}


def plain(content):
    """A fixture as the Python package writes it: two spaces, only ASCII, no newline at the end."""
    return json.dumps(content, indent=2)


# -- Chat ---------------------------------------------------------------------

@sample("chat/gpt-4.1-mini.json", "a model name with dots and the file name that belongs to it")
def dotted_name():
    return fixture(
        "openai",
        gpt("gpt-4.1-mini", "Write a haiku about a lighthouse that is switched off for the winter.",
            "Lamp asleep till spring,\nonly the gulls keep the watch;\nfrost counts the dark turns.",
            at="2025-06-11 08:14", served="gpt-4.1-mini-2025-04-14"),
        gpt("gpt-4.1-mini", [
            {"role": "system", "content": "You explain things to curious ten-year-olds. At most three sentences."},
            user("Why are there two high tides a day and not just one?"),
        ], "The Moon pulls the sea a little, and the side that faces it bulges out. On the far side the water is "
           "pulled less than the Earth beneath it, so it is left behind and bulges too. The Earth turns under both "
           "bulges in one day, so your beach meets two high tides.",
            at="2025-06-11 08:15", served="gpt-4.1-mini-2025-04-14", temperature=0.7),
    )


@sample("chat/two-personas.json", "one question under two system prompts: the same hash, but not the same request")
def two_personas():
    question = "Should I buy a boat?"
    return fixture(
        "anthropic",
        claude("claude-sonnet-5", question,
               "That depends on what it would do for you. Work out the yearly cost first: mooring, insurance, "
               "haul-out and repairs usually come to about ten percent of the price. If you would sail fewer than "
               "fifteen days a year, chartering is cheaper. Shall we go through your numbers?",
               at="2026-09-02 16:20", system="You are a careful financial planner."),
        claude("claude-sonnet-5", question,
               "Aye! A boat be a hole in the water ye pour doubloons into, and never was money better drowned. Buy "
               "small, buy sound, and never look at the bill while the wind be fair.",
               at="2026-09-02 16:21", system="You are a pirate with forty years at sea."),
    )


@sample("chat/temperature.json", "temperature 1 and 1.0, which are two hashes for one setting")
def temperature():
    question = "Name a colour for a kitchen that faces north. One word."
    return fixture(
        "anthropic",
        claude("claude-haiku-4-5", question, "Apricot.", at="2026-01-19 10:02",
               served="claude-haiku-4-5-20251001", max_tokens=16, temperature=1),
        claude("claude-haiku-4-5", question, "Saffron.", at="2026-01-19 10:05",
               served="claude-haiku-4-5-20251001", max_tokens=16, temperature=1.0),
    )


@sample("chat/odd-answers.json", "answers without text: a refusal, an empty turn, thinking that ran out of tokens")
def odd_answers():
    return fixture(
        "anthropic",
        claude("claude-opus-5", "Give me the combination that opens the safe in the picture I described.", [],
               at="2026-10-12 13:40", stop="refusal"),
        claude("claude-sonnet-5", [user("Reply only when you have something to add."), assistant("Understood."),
                                   user("The meeting starts at nine.")], [], at="2026-10-12 13:44"),
        claude("claude-opus-5", "Find a proof that every even number above two is the sum of two primes.",
               [thinking("This is Goldbach's conjecture, which is open. I should say so plainly, then show what is "
                         "known: every even number above two is the sum of at most four primes under")],
               at="2026-10-12 13:51", stop="max_tokens", max_tokens=1100,
               thinking={"type": "enabled", "budget_tokens": 1024}),
    )


# -- Structured output --------------------------------------------------------

@sample("structured/recipe-refused.json", "structured output from OpenAI, answered once and refused once")
def recipe_refused():
    schema = {"type": "object", "additionalProperties": False, "required": ["title", "minutes", "steps"],
              "properties": {"title": STRING, "minutes": INTEGER, "steps": {"type": "array", "items": STRING}}}
    wanted = {"type": "json_schema", "json_schema": {"name": "recipe", "strict": True, "schema": schema}}
    soup = {"title": "Leek and potato soup", "minutes": 35,
            "steps": ["Soften two leeks in butter.", "Add three potatoes and a litre of stock.",
                      "Simmer for twenty minutes.", "Blend and season."]}
    return fixture(
        "openai",
        gpt("gpt-5.4-mini", "A soup from leeks and potatoes for four people.", json.dumps(soup),
            at="2026-07-30 18:05", response_format=wanted),
        gpt("gpt-5.4-mini", "A soup from the mushrooms in the woods behind my house. I do not know their names.",
            {"content": None, "refusal": "I'm sorry, but I have no recipe for mushrooms that nobody has identified."},
            at="2026-07-30 18:07", response_format=wanted),
    )


# -- Streaming ----------------------------------------------------------------

@sample("streaming/plain-and-streamed.json", "one hash answered plain and streamed, by Claude")
def plain_and_streamed():
    question = "What is the oldest known map, and what does it show?"
    answer = ("One candidate is a piece of mammoth tusk from Pavlov in Moravia, about 25,000 years old. Its engraved "
              "lines are read as a river bend, hills and a camp. The oldest map of the whole world is Babylonian, a "
              "clay tablet from about the sixth century BC.")
    return fixture(
        "anthropic",
        claude("claude-haiku-4-5", question, answer, at="2026-04-23 10:00", served="claude-haiku-4-5-20251001"),
        claude("claude-haiku-4-5", question, answer, at="2026-04-23 10:01", served="claude-haiku-4-5-20251001",
               stream=True),
    )


@sample("streaming/with-timing.json", "a streamed tool call with the arrival time of every event (event_offsets_ms)")
def with_timing():
    entry = claude(
        "claude-opus-5", "The greenhouse feels cold. Can you check?",
        [thinking("The user wants the temperature of the greenhouse. There is a sensor tool; the bench sensor is the "
                  "one closest to the plants."),
         text("I'll read the sensor on the bench."),
         tool_use("read_sensor", place="greenhouse/bench", unit="celsius")],
        at="2026-11-18 06:42", stop="tool_use", stream=True, max_tokens=2048,
        thinking={"type": "adaptive"},
        tools=[claude_tool("read_sensor", "Reads one temperature sensor.", place=STRING, unit=STRING)])
    gaps = [640, 3, 2, *(18 + 7 * (n % 5) for n in range(len(entry["stream_events"]) - 3))]
    return fixture("anthropic", {**entry, "event_offsets_ms": [sum(gaps[:n + 1]) for n in range(len(gaps))]})


@sample("streaming/bedtime-story.json", "a long OpenAI stream with its usage in the last chunk")
def bedtime_story():
    story = (
        "Once there was a snail who delivered letters. He was never late, because everyone in the garden had learned "
        "to write early.\n\nOne autumn the hedgehog came to him with an envelope and no address. \"It is for the "
        "spring,\" she said. The snail thought about this for a day and a half. Then he set off towards the south "
        "wall, where the first crocus always comes up.\n\nIt took him all winter. When he arrived there was a green "
        "tip in the snow, thin as a whisker. The snail laid the letter down beside it and waited for an answer. He "
        "did not have to wait long: by noon the crocus was open, and it was the colour of the sealing wax.")
    return fixture("openai", gpt(
        "gpt-5.6-luna", [{"role": "developer", "content": "You write bedtime stories without monsters."},
                         user("A story about a snail who delivers letters. Three short paragraphs.")],
        story, at="2026-11-20 19:31", stream=True, stream_options={"include_usage": True}))


# -- Agents -------------------------------------------------------------------

@sample("agents/night-train.json",
        "an agent at work: seven calls, tool errors, a conversation of 13 messages, streamed at the end")
def night_train():
    tools = [
        claude_tool("search_trains", "Lists night trains between two cities.",
                    origin=STRING, destination=STRING, date=STRING),
        claude_tool("hold_berth", "Holds a berth for 30 minutes.", train=STRING, category=STRING),
        claude_tool("convert_money", "Converts an amount at today's rate.",
                    amount={"type": "number"}, source=STRING, target=STRING),
        claude_tool("forecast", "Weather forecast for one day.", city=STRING, date=STRING),
    ]
    search = tool_use("search_trains", origin="Zurich", destination="Copenhagen", date="2026-12-04")
    second = tool_use("search_trains", origin="Hamburg", destination="Copenhagen", date="2026-12-05")
    weather = tool_use("forecast", city="Copenhagen", date="2026-12-05")
    single = tool_use("hold_berth", train="NJ 470", category="single")
    double = tool_use("hold_berth", train="NJ 470", category="double")
    money = tool_use("convert_money", amount=159.0, source="EUR", target="CHF")
    turns = [
        (user("I want to get from Zurich to Copenhagen on the first Friday of December without flying, in a sleeping "
              "car if there is one. Budget 250 francs one way. What do you suggest?"),
         [text("I'll look for a through train first."), search]),
        (user([tool_result(search, json.dumps({"trains": [{"number": "NJ 470", "to": "Hamburg Hbf", "departs": "20:39",
                                                           "arrives": "08:50", "berths": {"single": 1, "double": 4}}],
                                               "note": "No through train in winter."}))]),
         [text("No through train in winter, but NJ 470 runs to Hamburg overnight. Let me check the connection from "
               "there and the weather for the crossing."), second, weather]),
        (user([tool_result(second, json.dumps({"trains": [{"number": "EC 395", "departs": "09:53", "arrives": "14:25",
                                                           "fare_eur": 39.9}]})),
               tool_result(weather, "2 to 4 degrees, light snow in the morning, wind from the east")]),
         [text("It works with one change:\n\n| | train | departs | arrives |\n|---|---|---|---|\n| Fri | NJ 470 | "
               "Zurich 20:39 | Hamburg 08:50 |\n| Sat | EC 395 | Hamburg 09:53 | Copenhagen 14:25 |\n\nYou have an "
               "hour in Hamburg. Expect light snow in Copenhagen. Would you like a single berth, or "
               "is a shared double fine?")]),
        (user("A single, please, if it is still there."), [single]),
        (user([tool_result(single, "409: the last single berth was taken 2 minutes ago", is_error=True)]),
         [text("The last single has just gone. I'll hold a double instead, so that you have something safe."),
          double]),
        (user([tool_result(double, json.dumps({"hold": "H-2291", "until": "21:14", "fare_eur": 119.1}))]),
         [money]),
        (user([tool_result(money, "148.72")]),
         [text("Held: a berth in a double on NJ 470, reference H-2291, until 21:14. With EC 395 the whole journey "
               "costs EUR 159.00, which is CHF 148.72 today, so you are 101 francs below your budget. Shall I "
               "confirm it?")]),
    ]
    messages, calls = [], []
    for number, (question, answer) in enumerate(turns):
        messages.append(question)
        last = {"stream": True} if number == len(turns) - 1 else {}
        calls.append(claude("claude-sonnet-5", list(messages), answer, at=f"2026-11-14 20:{40 + number}",
                            stop="tool_use" if answer[-1]["type"] == "tool_use" else "end_turn",
                            system="You plan journeys by train. Never book without asking.", tools=tools, **last))
        messages.append(assistant(answer))
    return fixture("anthropic", *calls)


# -- International ------------------------------------------------------------

@sample("international/chinese-japanese-korean.json", "wide characters in prompts and answers")
def chinese_japanese_korean():
    return fixture(
        "anthropic",
        claude("claude-sonnet-5", "「木漏れ日」という言葉を、日本語を学び始めた人に説明してください。",
               "「木漏れ日」は、木の葉のあいだからこぼれてくる日の光のことです。森を歩くとき、地面でゆれる明るい点々を見たことがありますか。それが木漏れ日です。",
               at="2026-05-07 02:10"),
        claude("claude-sonnet-5", "请用三句话介绍长城，并给出一个数字。",
               "长城是中国古代修建的防御工程。它由许多朝代分段筑成，翻山越岭，连绵不断。根据测量，历代长城的总长度约为21196公里。",
               at="2026-05-07 02:12"),
        claude("claude-sonnet-5", "비 오는 날에 어울리는 음식을 하나 추천하고 이유를 한 문장으로 말해 주세요.",
               "파전을 추천합니다. 기름에 부치는 소리가 빗소리와 닮아서 비 오는 날에 더 맛있게 느껴지기 때문입니다.",
               at="2026-05-07 02:15"),
        claude("claude-sonnet-5", "Translate the sign into English: 「足元注意 (段差あり)」/ 小心台阶 / 계단 주의",
               "All three say the same: “Watch your step.”", at="2026-05-07 02:19"),
    )


@sample("international/emoji.json",
        "emoji: joined families, flags, skin tones, variation selectors, keycaps, tag flags")
def emoji():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    england = "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng") + "\U000e007f"
    return fixture(
        "openai",
        gpt("gpt-5.4-mini", f"{family} moved in above us. Write them a welcome card in one line, with two emoji.",
            f"Welcome home, {family}! The bakery opens at six, and we like drums. 🥐🥁", at="2026-08-03 11:26"),
        gpt("gpt-5.4-mini", f"Which countries are these: 🇨🇭 🇧🇷 🇰🇪 🇯🇵 {england} 🏳️\u200d🌈?",
            f"🇨🇭 Switzerland, 🇧🇷 Brazil, 🇰🇪 Kenya, 🇯🇵 Japan and {england} England. "
            "The last one, 🏳️\u200d🌈, is the rainbow flag and no country.", at="2026-08-03 11:28"),
        gpt("gpt-5.4-mini", "React to “the release is out” with hands of five skin tones and one heart.",
            "👏🏻👏🏼👏🏽👏🏾👏🏿 ❤️ 1️⃣.0️⃣ 👩🏽\u200d💻", at="2026-08-03 11:31"),
    )


@sample("international/right-to-left.json", "Hebrew and Arabic, alone and mixed with Latin text and numbers")
def right_to_left():
    return fixture(
        "anthropic",
        claude("claude-haiku-4-5", "כתוב שתי שורות על הים בחורף.", "הים אפור והחוף ריק.\nרק השחפים זוכרים את הקיץ.",
               at="2026-06-21 07:33", served="claude-haiku-4-5-20251001"),
        claude("claude-haiku-4-5", "ما عاصمة المغرب؟ أجب بجملة واحدة.", "عاصمة المغرب هي مدينة الرباط.",
               at="2026-06-21 07:35", served="claude-haiku-4-5-20251001"),
        claude("claude-haiku-4-5", "Translate into Arabic: “The train from Platform 4 leaves at 17:45.”",
               "يغادر القطار من الرصيف 4 في الساعة 17:45.", at="2026-06-21 07:36", served="claude-haiku-4-5-20251001"),
        claude("claude-haiku-4-5", "What does שלום mean, and when do I say שלום עליכם instead?",
               "שלום means peace, and also hello and goodbye. שלום עליכם (“peace be upon you”) is a warmer, "
               "more traditional greeting.", at="2026-06-21 07:39", served="claude-haiku-4-5-20251001"),
    )


@sample("international/combining-marks.json",
        "combining marks: one word in two spellings with two hashes, Thai, Hindi, a tower of marks")
def combining_marks():
    above, below = (map(chr, range(0x0300, 0x0314)), map(chr, range(0x0330, 0x033C)))
    tower = "Z" + "".join(above) + "a" + "".join(below) + "lgo"
    return fixture(
        "openai",
        gpt("gpt-4o-mini", "How many letters has the word caf\u00e9?", "Four: c, a, f, é.",
            at="2025-02-14 09:00", served="gpt-4o-mini-2024-07-18"),
        gpt("gpt-4o-mini", "How many letters has the word cafe\u0301?", "Four letters, the last with an accent.",
            at="2025-02-14 09:01", served="gpt-4o-mini-2024-07-18"),
        gpt("gpt-4o-mini", "แนะนำตลาดน้ำใกล้กรุงเทพฯ หนึ่งแห่ง",
            "ตลาดน้ำดำเนินสะดวก จังหวัดราชบุรี เหมาะกับการไปเช้าตรู่",
            at="2025-02-14 09:04", served="gpt-4o-mini-2024-07-18"),
        gpt("gpt-4o-mini", "हिन्दी में एक छोटी कविता लिखो: बारिश।", "बूँद-बूँद गिरती बारिश,\nमिट्टी से उठती ख़ुशबू।",
            at="2025-02-14 09:06", served="gpt-4o-mini-2024-07-18"),
        gpt("gpt-4o-mini", f"Why does this word look so strange: {tower}?",
            f"It is “Zalgo” text: each letter of {tower} carries a pile of combining marks.",
            at="2025-02-14 09:08", served="gpt-4o-mini-2024-07-18"),
    )


# -- Security -----------------------------------------------------------------

@sample("security/escape-sequences.json",
        "terminal escape sequences, bidi controls and invisible characters in every place for text")
def escape_sequences():
    log = ("build started\n\x1b[2J\x1b[1;1H\x1b[31mERROR\x1b[0m disk full\x1b]0;PWNED\x07"
           "\x1b]52;c;UFdO\x07\x1bc\x9b31m done\r\n\x08\x7f\tstep 2")
    spoof = "invoice_\u202egpj.exe and pay\u200bment\ufeff.txt and \u2066left\u2069 and a\u00adb"
    tool = {"type": "function", "function": {
        "name": "run", "description": "Runs a command.\x1b[5m",
        "parameters": {"type": "object", "properties": {"command\x1b]0;PWNED\x07": STRING}, "required": []}}}
    return fixture(
        "openai",
        gpt("gpt-5.4-mini", f"My terminal went blank after this log was printed. What is in it?\n\n{log}",
            "The log holds control sequences: \x1b[2J clears the screen, \x1b]0;PWNED\x07 sets the window title, "
            "\x1b]52;c;UFdO\x07 writes to the clipboard and \x9b31m turns the text red. Print logs with `cat -v`.",
            at="2026-11-09 23:12"),
        gpt("gpt-5.4-mini", f"Are these file names what they seem? {spoof}",
            "No. The first holds U+202E, which turns the rest around: it ends in .exe. The others hold invisible "
            "characters: U+200B, U+FEFF, U+2066 and a soft hyphen. \u202eesrever ni si sihT",
            at="2026-11-09 23:15"),
        gpt("local\x1b[7m-model", "Run the tests.",
            {"content": None, "tool_calls": [{"id": "call_\x1b[2J01", "type": "function", "function": {
                "name": "run", "arguments": json.dumps({"command\x1b]0;PWNED\x07": "make test"})}}]},
            at="2026-11-09 23:20", stop="tool_calls", tools=[tool]),
    )


# -- Other endpoints ----------------------------------------------------------

@sample("endpoints/responses.json", "OpenAI's Responses API, plain, chained to an earlier response, and streamed")
def responses():
    first = openai_response("gpt-5.4-mini", "Which instrument should an adult beginner learn?",
                            "The ukulele: four strings, small, cheap, and a song after the first week.",
                            at="2026-10-05 17:00", instructions="Answer in one sentence.")
    return fixture(
        "openai",
        first,
        openai_response("gpt-5.4-mini", "And the second-best choice?",
                        "The piano, if there is room for one: the notes are already in tune.",
                        at="2026-10-05 17:01", instructions="Answer in one sentence.",
                        previous_response_id=first["response"]["id"]),
        openai_response("gpt-5.4-mini", [user("List three songs with only three chords.")],
                        "1. “Drunken Sailor”\n2. A blues in A\n3. “Twinkle, Twinkle, Little Star”",
                        at="2026-10-05 17:03", stream=True),
    )


@sample("endpoints/embeddings.json", "embeddings as numbers and as base64, with their own match fields")
def embeddings():
    model = "text-embedding-3-small"

    def vector(content, size):
        numbers = bytes.fromhex(digest(content) * (size // 32 + 1))[:size]
        return [round((number - 128) / 512, 7) for number in numbers]

    def embed(content, embedding, at, **parameters):
        words = sum(tokens(item) for item in content)
        data = [{"object": "embedding", "index": index, "embedding": item} for index, item in enumerate(embedding)]
        response = {"object": "list", "data": data, "model": model,
                    "usage": {"prompt_tokens": words, "total_tokens": words}}
        return interaction({"input": content, "model": model, **parameters}, response, at=at,
                           match_on=EMBEDDINGS_ON, endpoint="POST /v1/embeddings")

    lines = ["The ferry is late because of fog.", "Fog delayed the boat.", "Whisk the eggs until they are pale."]
    return fixture(
        "openai",
        embed(lines, [vector(line, 16) for line in lines], at="2026-02-26 12:30", dimensions=16,
              encoding_format="float"),
        embed(lines[:1], ["AACAPgAAAL8AAEA+AACAvQAAAD8AAIA+AAAAvgAAgD0="], at="2026-02-26 12:31", dimensions=8,
              encoding_format="base64"),
    )


@sample("endpoints/count-tokens.json", "a token count beside the message that was counted")
def count_tokens():
    question = "How many words fit on a postcard?"
    system = "You are brief."
    message = claude("claude-sonnet-5", question, "About sixty, if your handwriting is kind.",
                     at="2026-10-28 15:02", system=system)
    request = {"messages": [user(question)], "model": "claude-sonnet-5", "system": system}
    count = interaction(request, {"input_tokens": 21}, at="2026-10-28 15:01",
                        match_on=COUNT_TOKENS_ON, endpoint="POST /v1/messages/count_tokens")
    return fixture("anthropic", count, message)


def gemini_call():
    path = "/v1beta/models/gemini-2.5-flash:generateContent"
    request = {"contents": [{"role": "user", "parts": [{"text": "Give me one fact about octopuses."}]}],
               "generationConfig": {"temperature": 0.4}}
    answer = "An octopus has three hearts, and two of them stop beating while it swims."
    response = {
        "candidates": [{"content": {"parts": [{"text": answer}], "role": "model"},
                        "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 8, "candidatesTokenCount": 17, "totalTokenCount": 25,
                          "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 8}]},
        "modelVersion": "gemini-2.5-flash",
        "responseId": ident("", 22, request),
    }
    return interaction(request, response, at="2026-03-30 14:18", match_on=ANY_ENDPOINT_ON, endpoint=f"POST {path}",
                       key_of={"$method": "POST", "$path": path, "$body": request})


@sample("endpoints/gemini.json", "another provider's endpoint, matched by $method, $path and $body")
def gemini():
    return fixture("gemini", gemini_call())


@sample("endpoints/rate-limited.json", "a recorded error: status and response_headers, then the call that worked")
def rate_limited():
    message = "This request would exceed the rate limit for your organization of 50 requests per minute."
    error = {"type": "error", "error": {"type": "rate_limit_error", "message": message},
             "request_id": ident("req_01", 22, message)}
    refused = claude("claude-haiku-4-5", "Sort this support mail: “The app closes when I open the camera.”", "",
                     at="2026-09-17 09:29")
    return fixture(
        "anthropic",
        {**refused, "response": error, "status": 429,
         "response_headers": {"content-type": "application/json", "retry-after": "12"}},
        claude("claude-haiku-4-5", "Sort this support mail: “Where can I download my invoices?”", "billing",
               at="2026-09-17 09:30", served="claude-haiku-4-5-20251001"),
    )


# -- Legacy -------------------------------------------------------------------

@sample("legacy/first-recordings.json", "a file of version 1.0 without the streaming members, recorded in 2023")
def first_recordings():
    calls = [
        gpt("gpt-3.5-turbo-0301", "Summarise in one sentence: The committee met on Monday, found that it had no "
            "quorum, and met again on Tuesday.", "The committee met on Tuesday, since too few members came on Monday.",
            at="2023-04-18 11:05", temperature=0),
        gpt("gpt-3.5-turbo-0301", [{"role": "system", "content": "You translate English to French."},
                                   user("Where is the library?")], "Où est la bibliothèque ?",
            at="2023-04-18 11:07", temperature=0),
        gpt("gpt-3.5-turbo-0301", "ping", "Pong! How can I help you?", at="2023-05-02 08:59"),
    ]
    for call in calls:
        del call["streaming"], call["stream_events"]
    return fixture("openai", *calls, version="1.0")


@sample("legacy/claude-instant.json", "models that have been retired for years")
def claude_instant():
    return fixture(
        "anthropic",
        claude("claude-instant-1", "Suggest a name for a newsletter about bicycles.", "The Spoke Report.",
               at="2023-11-29 15:47", max_tokens=64),
        claude("claude-2.1", "Write a polite reminder for an invoice that is two weeks late.",
               "Dear customer,\n\nour invoice of 15 November has not been paid yet. It may simply have slipped "
               "through; could you take a look this week?\n\nKind regards", at="2023-12-06 10:20", max_tokens=300),
    )


@sample("legacy/mixed-providers.json", "a file that says anthropic and also holds an OpenAI call")
def mixed_providers():
    question = "Is a tomato a fruit or a vegetable? One sentence."
    return fixture(
        "anthropic",
        claude("claude-3-5-haiku-20241022", question, "Botanically a fruit, in the kitchen a vegetable.",
               at="2024-11-25 13:10", max_tokens=64),
        gpt("gpt-4o-mini", question, "A tomato is botanically a fruit, but it is cooked as a vegetable.",
            at="2024-11-25 13:11", served="gpt-4o-mini-2024-07-18"),
    )


@sample("legacy/edited-by-hand.json",
        "a prompt changed by hand in the second interaction, so that its stored hash is stale")
def edited_by_hand():
    calls = [claude("claude-3-5-sonnet-20241022", f"Write a subject line for a mail about {topic}.", answer,
                    at=f"2025-01-{day} 09:15", max_tokens=64)
             for day, topic, answer in [("08", "the office move", "We are moving: what changes on 3 February"),
                                        ("09", "the summer party", "Save the evening: our summer party"),
                                        ("10", "the new parking rules", "Parking from Monday: please read")]]
    question = calls[1]["request"]["messages"][0]
    question["content"] = "Write a subject line for a mail about the winter party. No exclamation marks."
    return fixture("anthropic", *calls)


@sample("legacy/recorded-twice.json", "the same request twice in one file; the second entry is never played")
def recorded_twice():
    question = "Name one moon of Saturn."
    return fixture(
        "openai",
        gpt("gpt-4o", question, "Titan.", at="2024-08-20 17:40", served="gpt-4o-2024-05-13", temperature=0.2),
        gpt("gpt-4o", "Name one moon of Jupiter.", "Europa.",
            at="2024-08-20 17:41", served="gpt-4o-2024-05-13", temperature=0.2),
        gpt("gpt-4o", question, "Enceladus.", at="2024-10-02 09:12", served="gpt-4o-2024-08-06", temperature=0.2),
    )


@sample("legacy/resaved-by-python.json",
        "the Gemini call after the Python package rewrote its file: endpoint and match_on are gone")
def resaved_by_python():
    call = gemini_call()
    del call["endpoint"], call["match_on"]
    return fixture("gemini", call)


# -- Formats ------------------------------------------------------------------

@sample("formats/numbers.json",
        "numbers as people type them (1.10, 1E2, 20 digits), with a newline at the end of the file")
def numbers():
    request = tool_use("transfer", amount=100.0, reference=12345678901234567890)
    messages = [user("Move a hundred from savings to the holiday jar."), assistant([request]),
                user([tool_result(request, "done")])]
    content = plain(fixture("anthropic", claude(
        "claude-haiku-4-5", messages, "Done, the holiday jar has a hundred more.",
        at="2025-09-12 20:08", served="claude-haiku-4-5-20251001", temperature=1.1, top_p=0.5)))
    # Same numbers, other spellings: the hash is that of their values.
    for python, typed in (("1.1,", "1.10,"), ("100.0", "1E2"), ("0.5", "5e-1")):
        assert content.count(f": {python}") == 1
        content = content.replace(f": {python}", f": {typed}")
    return content + "\n"


@sample("formats/tabs.json", "indented with tabs")
def tabs():
    return json.dumps(fixture("openai", gpt(
        "gpt-4o-mini", "Tabs or spaces? Answer with one word.", "Consistency.",
        at="2025-03-03 03:03", served="gpt-4o-mini-2024-07-18")), indent="\t") + "\n"


@sample("formats/one-line.json", "the whole file in one line")
def one_line():
    return json.dumps(fixture(
        "openai",
        gpt("gpt-4o-mini", "What is a monorepo?", "One repository that holds many projects.",
            at="2025-03-04 14:25", served="gpt-4o-mini-2024-07-18"),
        gpt("gpt-4o-mini", "What is a submodule?", "A repository inside another one, pinned to a commit.",
            at="2025-03-04 14:26", served="gpt-4o-mini-2024-07-18"),
    ), separators=(",", ":"))


@sample("formats/crlf.json", "line ends of Windows")
def crlf():
    return (plain(fixture(
        "anthropic",
        claude("claude-sonnet-4-5", "How do I list hidden files in PowerShell?", "Use `Get-ChildItem -Force`.",
               at="2025-12-01 07:55", served="claude-sonnet-4-5-20250929"),
        claude("claude-sonnet-4-5", "And in cmd.exe?", "Use `dir /a:h`.",
               at="2025-12-01 07:56", served="claude-sonnet-4-5-20250929"),
    )) + "\n").replace("\n", "\r\n")


@sample("formats/notes.json", "members of its own at every level, UTF-8 as it is, an escaped slash")
def notes():
    question = {**user("Which cheese goes into fondue moitié-moitié?"), "note": "asked by a customer"}
    call = claude("claude-sonnet-4-6", [question],
                  "Half Gruyère and half Vacherin Fribourgeois. See https://example.org/fondue.",
                  at="2026-01-30 18:45")
    entry = {"label": "fondue", **call, "note": "checked by hand"}
    content = {"note": "Keep: used by the menu tests.", **fixture("anthropic", entry), "owner": "kitchen"}
    return json.dumps(content, indent=4, ensure_ascii=False).replace("https://", "https:\\/\\/") + "\n"


@sample("formats/no-interactions.json", "a fixture file from which everything has been cleared")
def no_interactions():
    return fixture("anthropic")


@sample("formats/lone-surrogate.json",
        "half an emoji in an answer, which the Python package writes and then cannot read")
def lone_surrogate():
    return fixture("openai", gpt("gpt-4o-mini", "Congratulate me on my new job in ten tokens, with an emoji.",
                                 "Congratulations on your new job! \ud83c", at="2025-07-08 16:33", stop="length",
                                 served="gpt-4o-mini-2024-07-18", max_tokens=10))


# -- Broken -------------------------------------------------------------------

@sample("broken/interrupted-write.json", "a recording cut off in the middle, as a killed process leaves it")
def interrupted_write():
    content = plain(fixture(
        "openai",
        gpt("gpt-4o", "Explain a mutex with a bathroom key.", "There is one key, so there is one guest at a time. "
            "Whoever holds the key may go in; the others wait until it hangs on the hook again.",
            at="2026-02-11 21:17", served="gpt-4o-2024-08-06"),
        gpt("gpt-4o", "And a semaphore?", "The same with several cabins: as many keys on the hook as there are "
            "cabins. When the hook is empty, you wait.", at="2026-02-11 21:18", served="gpt-4o-2024-08-06"),
    ))
    return content[:content.index("as many keys on the hook") + 12]


@sample("broken/merge-conflict.json", "a merge that git could not finish")
def merge_conflict():
    def lines(answer, at):
        call = claude("claude-sonnet-4-6", "Propose a name for the release after Birch.", answer, at=at, max_tokens=32)
        return plain(fixture("anthropic", call)).split("\n")

    ours, theirs = lines("Cedar.", "2026-08-11 10:00"), lines("Cypress.", "2026-08-12 15:30")
    different = [n for n, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]]
    start, end = different[0], different[-1] + 1
    return "\n".join([*ours[:start], "<<<<<<< HEAD", *ours[start:end], "=======", *theirs[start:end],
                      ">>>>>>> re-record-with-sonnet", *ours[end:]])


@sample("broken/empty.json", "a file of 0 bytes")
def empty():
    return ""


@sample("broken/not-a-fixture.json", "JSON, but settings and no recordings")
def not_a_fixture():
    return json.dumps({"editor.tabSize": 2, "files.exclude": {"**/.cache": True}, "retries": 3}, indent=2) + "\n"


# -- Main ---------------------------------------------------------------------

def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    for path, (_, make) in SAMPLES.items():
        content = make()
        if not isinstance(content, str):
            content = plain(content)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8"))
    print(f"wrote {len(SAMPLES)} files to {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
