#!/usr/bin/env python3
"""Write the fixture libraries that the benchmarks read.

    make-corpus.py OUT [S M L big img R]

S    one file of 2 interactions, 8 KB
M    200 files of 10 interactions, 9 MB
L    5,000 files of 20 interactions in 50 folders, 440 MB
big  one file of 48,000 interactions, 200 MB
img  one interaction with an image of 5 MB
R    three files of 2, 100 and 5,000 interactions

Without names, all of them. The same script writes the same bytes on every run,
and skips what it finds written by itself. The proportions (providers, streams,
tools, images, message counts, sizes) are those of 2,571 recorded interactions
from 15 public repositories, but without the long tail of the sizes, so that a
few interactions do not decide what a library weighs. Needs nothing but Python
3.9 or newer.
"""

import argparse
import base64
import hashlib
import json
import math
import multiprocessing
import random
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

# -- What real recordings look like -------------------------------------------

PROVIDERS = {"openai": 0.64, "anthropic": 0.36}
STREAMED = {"openai": 0.185, "anthropic": 0.31}
TOOLS, IMAGES, SYSTEM, LIST_CONTENT, NON_ASCII = 0.38, 0.09, 0.49, 0.41, 0.06
TURNS = {1: 75, 3: 15, 5: 7, 7: 2, 11: 1}
TEMPERATURES = {None: 91, 0.0: 3, 0.7: 2, 1.0: 2, 0.5: 1, 1e-08: 1}

# Sizes by percentile. In between, the logarithm is interpolated.
REQUEST_BYTES = [(0, 71), (10, 144), (25, 333), (50, 714), (75, 1747), (100, 2400)]
IMAGE_BYTES = [(0, 212), (25, 390), (100, 3000)]
REPLY_BYTES = [(0, 280), (25, 594), (50, 699), (75, 967), (100, 1891)]
STREAM_EVENTS = [(0, 4), (25, 8), (50, 12), (75, 20), (100, 24)]

MODELS = {
    "anthropic": ["claude-haiku-4-5-20251001", "claude-sonnet-4-6", "claude-opus-4-1-20250805"],
    "openai": ["gpt-4o", "gpt-4o-mini", "gpt-4.1-mini", "gpt-3.5-turbo", "o3-mini", "gpt-5"],
}
TOPICS = """agents chat tools streaming vision rag summaries evals e2e regression""".split()
TOOL_NAMES = ["get_weather", "search", "final_result", "run_code", "send_email", "read_file"]
ARGUMENTS = ["city", "query", "path", "limit", "units", "expression"]
WORDS = """the of and to in is that for it with as on be at by this have from or one had not but
    what all were when there can an your which their if will each about how up out then she many
    some so these would other into has more her two like him see time could no make than first been
    its who now people my made over did down only way find use may water long little very after
    words called just where most know get through back much before go good new write our used me
    day same right look think also around another came come work three must because does part even
    place well such here take why things help put years different away again off went old number
    function return list token prompt schema JSON error value string index array object field
    "quoted" sentence. however, because""".split() + ["end.\n", "list:\n\n"]
FOREIGN = """café naïve Zürich señor 你好 世界 日本語 テスト 안녕 привет мир 😀 👩‍👩‍👧‍👦 — “quoted” … Ångström
    שלום مرحبا € ½""".split()


class Dice(random.Random):
    """Random choices, made only from `random()`, whose sequence Python promises to keep."""

    def pick(self, options):
        if isinstance(options, dict):
            return self.choices(list(options), list(options.values()))[0]
        return self.choices(options)[0]

    def chance(self, share):
        return self.random() < share

    def below(self, limit):
        return int(self.random() * limit)

    def size(self, percentiles):
        percent = self.random() * 100
        for (low, smaller), (high, larger) in zip(percentiles, percentiles[1:]):
            if percent <= high:
                part = (percent - low) / (high - low)
                return round(smaller * math.exp(part * math.log(larger / smaller)))
        raise AssertionError("percentiles end at 100")

    def token(self, prefix, length):
        return prefix + "".join(self.choices("0123456789abcdef", k=length))

    def prose(self, length, foreign=False):
        """Some words, cut to a number of characters out of a long text."""
        text = FOREIGN_PROSE if foreign else PROSE
        start = self.below(len(text) - length)
        return text[start : start + length]

    def base64(self, length):
        return base64.b64encode(bytes(self.choices(range(256), k=length * 3 // 4))).decode()


PROSE = " ".join(Dice("prose").choices(WORDS, k=100_000))
FOREIGN_PROSE = " ".join(Dice("foreign").choices(WORDS * 3 + FOREIGN * 6, k=100_000))

# -- Requests -----------------------------------------------------------------


def tool(dice, provider):
    name, description = dice.pick(TOOL_NAMES), dice.prose(60)
    members = {
        dice.pick(ARGUMENTS): {"type": "string", "description": dice.prose(30)}
        for _ in range(1 + dice.below(3))
    }
    schema = {"type": "object", "properties": members, "required": list(members)[:1]}
    if provider == "anthropic":
        return {"name": name, "description": description, "input_schema": schema}
    return {
        "type": "function",
        "function": {"name": name, "description": description, "parameters": schema},
    }


def tool_exchange(dice, provider, result):
    """The assistant calls a tool; the next message brings the result."""
    name, arguments = dice.pick(TOOL_NAMES), {"query": dice.prose(20), "limit": dice.below(9)}
    if provider == "anthropic":
        call = dice.token("toolu_", 24)
        use = {"type": "tool_use", "id": call, "name": name, "input": arguments}
        answer = {"type": "tool_result", "tool_use_id": call, "content": result}
        return [{"role": "assistant", "content": [use]}, {"role": "user", "content": [answer]}]
    call = dice.token("call_", 24)
    function = {"name": name, "arguments": json.dumps(arguments)}
    calls = [{"id": call, "type": "function", "function": function}]
    return [
        {"role": "assistant", "content": None, "tool_calls": calls},
        {"role": "tool", "tool_call_id": call, "content": result},
    ]


def image(provider, data):
    if provider == "anthropic":
        source = {"type": "base64", "media_type": "image/png", "data": data}
        return {"type": "image", "source": source}
    return {"type": "image_url", "image_url": {"url": "data:image/png;base64," + data}}


def conversation(dice, provider, serial, tools, picture, foreign):
    """Messages in turn, beginning and ending with the user; the serial number makes them unique."""
    turns = dice.pick(TURNS)
    length = max(8, dice.size(REQUEST_BYTES) // turns)
    blocks = picture is not None or dice.chance(LIST_CONTENT)
    messages = []
    for turn in range(turns):
        text = dice.prose(length, foreign)
        if turn % 2 == 1 and tools and turn + 1 < turns:
            messages += tool_exchange(dice, provider, text)
        elif turn % 2 == 1:
            messages.append({"role": "assistant", "content": text})
        else:
            content = [{"type": "text", "text": text}] if blocks else text
            messages.append({"role": "user", "content": content})
    question = f"#{serial} {dice.prose(length, foreign)}"
    if blocks:
        pictures = [image(provider, picture)] if picture is not None else []
        messages[-1]["content"] = pictures + [{"type": "text", "text": question}]
    else:
        messages[-1]["content"] = question
    return messages


def request(dice, provider, serial, picture=None):
    foreign, tools = dice.chance(NON_ASCII), dice.chance(TOOLS)
    if picture is None and dice.chance(IMAGES):
        picture = dice.base64(dice.size(IMAGE_BYTES))
    messages = conversation(dice, provider, serial, tools, picture, foreign)
    made = {"model": dice.pick(MODELS[provider]), "messages": messages}
    temperature = dice.pick(TEMPERATURES)
    if temperature is not None:
        made["temperature"] = temperature
    system = dice.prose(40 + dice.below(250), foreign) if dice.chance(SYSTEM) else None
    if provider == "anthropic":
        made["max_tokens"] = dice.pick([64, 256, 1024, 4096])
        if system:
            made["system"] = system
    elif system:
        messages.insert(0, {"role": "system", "content": system})
    if tools:
        made["tools"] = [tool(dice, provider) for _ in range(dice.pick({1: 7, 2: 2, 4: 1}))]
    return made


# -- Answers ------------------------------------------------------------------


def reply_text(dice):
    return dice.prose(max(4, dice.size(REPLY_BYTES) - 280), dice.chance(NON_ASCII))


def message(dice, asked):
    """A reply of Anthropic's Messages."""
    text = reply_text(dice)
    content, reason = [{"type": "text", "text": text}], "end_turn"
    if "tools" in asked and dice.chance(0.5):
        name, call = asked["tools"][0]["name"], dice.token("toolu_", 24)
        arguments = {"query": text[:60], "score": dice.random()}
        content.append({"type": "tool_use", "id": call, "name": name, "input": arguments})
        reason = "tool_use"
    usage = {"input_tokens": 10 + dice.below(900), "output_tokens": 1 + len(text) // 4}
    return {
        "id": dice.token("msg_", 24),
        "type": "message",
        "role": "assistant",
        "model": asked["model"],
        "content": content,
        "stop_reason": reason,
        "stop_sequence": None,
        "usage": {**usage, "cache_read_input_tokens": 0, "service_tier": "standard"},
    }


def completion(dice, asked):
    """A reply of OpenAI's Chat Completions."""
    text = reply_text(dice)
    answer = {"role": "assistant", "content": text, "refusal": None, "annotations": []}
    reason = "stop"
    if "tools" in asked and dice.chance(0.5):
        name = asked["tools"][0]["function"]["name"]
        function = {"name": name, "arguments": json.dumps({"query": text[:60]})}
        call = {"id": dice.token("call_", 24), "type": "function", "function": function}
        answer |= {"content": None, "tool_calls": [call]}
        reason = "tool_calls"
    sent, answered = 10 + dice.below(900), 1 + len(text) // 4
    return {
        "id": dice.token("chatcmpl-", 29),
        "object": "chat.completion",
        "created": 1_700_000_000 + dice.below(50_000_000),
        "model": asked["model"],
        "choices": [{"index": 0, "message": answer, "logprobs": None, "finish_reason": reason}],
        "usage": {
            "prompt_tokens": sent,
            "completion_tokens": answered,
            "total_tokens": sent + answered,
        },
        "system_fingerprint": dice.token("fp_", 10),
    }


def message_events(dice, asked):
    start = {"id": dice.token("msg_", 24), "type": "message", "role": "assistant"}
    start |= {"model": asked["model"], "content": [], "stop_reason": None}
    start["usage"] = {"input_tokens": dice.below(900), "output_tokens": 1}
    texts = [dice.prose(12) for _ in range(max(1, dice.size(STREAM_EVENTS) - 6))]
    pieces = [{"type": "text_delta", "text": text} for text in texts]
    delta = {"stop_reason": "end_turn", "stop_sequence": None}
    events = [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "ping"},
        *({"type": "content_block_delta", "index": 0, "delta": piece} for piece in pieces),
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": delta, "usage": {"output_tokens": len(pieces) * 3}},
        {"type": "message_stop"},
    ]
    return [{"event": event["type"], "data": event} for event in events]


def completion_events(dice, asked):
    chunk = {
        "id": dice.token("chatcmpl-", 29),
        "object": "chat.completion.chunk",
        "created": 1_700_000_000 + dice.below(50_000_000),
        "model": asked["model"],
        "system_fingerprint": dice.token("fp_", 10),
    }
    pieces = [dice.prose(12) for _ in range(max(1, dice.size(STREAM_EVENTS) - 3))]
    steps = [({"role": "assistant", "content": "", "refusal": None}, None)]
    steps += [({"content": text}, None) for text in pieces]
    steps += [({}, "stop")]
    choices = (
        {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        for delta, reason in steps
    )
    events = [{"data": {**chunk, "choices": [choice]}} for choice in choices]
    return events + [{"data": "[DONE]"}]


REPLY = {"anthropic": message, "openai": completion}
EVENTS = {"anthropic": message_events, "openai": completion_events}

# -- Fixture files ------------------------------------------------------------


def request_key(made):
    """SHA-256 of the match fields, as Python's json.dumps writes them."""
    fields = {"model": made["model"], "messages": made["messages"]}
    fields["temperature"] = made.get("temperature", 1.0)
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def interaction(dice, provider, serial, picture=None):
    asked = request(dice, provider, serial, picture)
    streamed = dice.chance(STREAMED[provider])
    if streamed:
        asked["stream"] = True
    moment = datetime(2025, 1, 1, tzinfo=timezone.utc) + timedelta(
        seconds=serial * 37, microseconds=1 + dice.below(999_999)
    )
    return {
        "hash": request_key(asked),
        "request": asked,
        "response": {} if streamed else REPLY[provider](dice, asked),
        "streaming": streamed,
        "stream_events": EVENTS[provider](dice, asked) if streamed else [],
        "recorded_at": moment.isoformat(),
    }


def interactions_text(seed, provider, first, count):
    """Interactions as they stand in a file; their providers mixed where none is given."""
    dice = Dice(f"{seed} {first}")
    texts = []
    for serial in range(first, first + count):
        made = interaction(dice, provider or dice.pick(PROVIDERS), serial)
        texts.append("    " + json.dumps(made, indent=2).replace("\n", "\n    "))
    return ",\n".join(texts)


def write_file(path, provider, texts):
    """The same bytes as `json.dumps(fixture, indent=2)`."""
    head = f'{{\n  "version": "2.0",\n  "provider": "{provider}",\n  "interactions": [\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + ",\n".join(texts) + "\n  ]\n}", encoding="ascii")


def write_numbered_file(folder, seed, number, count):
    """One file of a library of many; its name, folder and content follow from its number."""
    dice = Dice(f"{seed} file {number}")
    provider = dice.pick(PROVIDERS)
    topic = f"{TOPICS[number // 5 % 10]}-{number % 5 + 1}"
    name = f"{provider}_{dice.pick(TOOL_NAMES)}_{number:05}.json"
    text = interactions_text(seed, provider, number * count, count)
    write_file(folder / topic / name, provider, [text])


# -- The libraries ------------------------------------------------------------


def write_many(pool, folder, files, count):
    tasks = [(folder, folder.name, number, count) for number in range(files)]
    pool.starmap(write_numbered_file, tasks)


def write_one(pool, path, count):
    """A file of both providers, made in parts side by side."""
    part = min(count, 1000)
    tasks = [(path.stem, None, first, part) for first in range(0, count, part)]
    write_file(path, "openai", pool.starmap(interactions_text, tasks))


def write_image(path):
    dice = Dice("img")
    made = interaction(dice, "anthropic", 1, dice.base64(5_000_000))
    write_file(path, "anthropic", ["    " + json.dumps(made, indent=2).replace("\n", "\n    ")])


def write_sizes(pool, folder):
    for count in (2, 100, 5000):
        write_one(pool, folder / f"openai_{count}.json", count)


LIBRARIES = {
    "S": lambda pool, folder: write_one(pool, folder / "openai_small.json", 2),
    "M": lambda pool, folder: write_many(pool, folder, files=200, count=10),
    "L": lambda pool, folder: write_many(pool, folder, files=5000, count=20),
    "big": lambda pool, folder: write_one(pool, folder / "openai_big.json", 48_000),
    "img": lambda pool, folder: write_image(folder / "anthropic_image.json"),
    "R": write_sizes,
}


def write_library(pool, folder):
    """Write a library, unless its stamp (a file beside it) says that it is already there."""
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    stamp = folder.with_suffix(".stamp")
    if stamp.exists() and stamp.read_text() == version:
        return
    if folder.exists():
        if not stamp.exists():
            raise SystemExit(f"{folder} is in the way: this script did not write it")
        shutil.rmtree(folder)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text("unfinished")
    LIBRARIES[folder.name](pool, folder)
    stamp.write_text(version)
    files = list(folder.rglob("*.json"))
    size = sum(file.stat().st_size for file in files)
    print(f"{folder}: {len(files):,} files, {size / 1e6:,.3f} MB")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(LIBRARIES)
    if unknown:
        parser.error(f"no such library: {' '.join(sorted(unknown))}")
    with multiprocessing.Pool() as pool:
        for name in arguments.names or LIBRARIES:
            write_library(pool, arguments.out / name)


if __name__ == "__main__":
    main()
