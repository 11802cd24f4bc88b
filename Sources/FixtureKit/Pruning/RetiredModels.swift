/// Models that providers have taken out of service.
///
/// As their pages said on 2026-11-21. A model that is not listed counts as in service: providers move
/// dates, so only days that have passed are here, and only names that the pages say.
package struct RetiredModels: Sendable {
  private let days: [String: Timestamp]
  /// Where it is said, for a person to look.
  package let sources: [String]

  /// When a model stopped answering; nil for one that is not known to.
  package subscript(model: String) -> Timestamp? { days[model] }

  /// What providers say on their pages.
  package static let known = RetiredModels([anthropic, openAI])

  private init(_ providers: [Provider]) {
    var days: [String: Timestamp] = [:]
    for (text, names) in providers.flatMap(\.models) {
      guard let day = Timestamp(iso8601: text) else {
        preconditionFailure("\(text) in the table of models is no day")
      }
      for name in names.split(whereSeparator: \.isWhitespace) { days[String(name)] = day }
    }
    self.days = days
    sources = providers.map(\.source)
  }

  /// Days and the models that stopped answering then, with the page that says so.
  private struct Provider {
    let source: String
    let models: [(day: String, names: String)]
  }

  private static let anthropic = Provider(
    source: "platform.claude.com/docs/en/about-claude/model-deprecations",
    models: [
      (
        "2024-11-06",
        """
        claude-1.0 claude-1.1 claude-1.2 claude-1.3 claude-instant-1.0 claude-instant-1.1
        claude-instant-1.2 claude-1.3-100k claude-instant-1.1-100k
        """
      ),
      ("2025-07-21", "claude-2.0 claude-2.1 claude-3-sonnet-20240229"),
      ("2025-10-28", "claude-3-5-sonnet-20240620 claude-3-5-sonnet-20241022"),
      ("2026-01-05", "claude-3-opus-20240229"),
      (
        "2026-02-19",
        """
        claude-3-7-sonnet-20250219 claude-3-5-haiku-20241022 claude-3-7-sonnet-latest
        claude-3-5-haiku-latest
        """
      ),
      ("2026-04-20", "claude-3-haiku-20240307"),
      (
        "2026-06-15",
        """
        claude-opus-4-20250514 claude-sonnet-4-20250514 claude-opus-4-0 claude-sonnet-4-0
        """
      ),
      ("2026-08-05", "claude-opus-4-1-20250805 claude-opus-4-1"),
    ])

  private static let openAI = Provider(
    source: "platform.openai.com/docs/deprecations",
    models: [
      ("2023-03-23", "code-davinci-001 code-cushman-001 code-cushman-002"),
      (
        "2024-01-04",
        """
        code-davinci-002 ada babbage curie davinci text-ada-001 text-babbage-001
        text-curie-001 text-davinci-001 text-davinci-002 text-davinci-003
        text-davinci-edit-001 code-davinci-edit-001 text-similarity-ada-001
        text-similarity-babbage-001 text-similarity-curie-001 text-similarity-davinci-001
        text-search-ada-doc-001 text-search-ada-query-001 text-search-babbage-doc-001
        text-search-babbage-query-001 text-search-curie-doc-001
        text-search-curie-query-001 text-search-davinci-doc-001
        text-search-davinci-query-001 code-search-ada-code-001 code-search-ada-text-001
        code-search-babbage-code-001 code-search-babbage-text-001
        """
      ),
      ("2024-09-13", "gpt-3.5-turbo-0301 gpt-3.5-turbo-0613 gpt-3.5-turbo-16k-0613"),
      ("2024-12-06", "gpt-4-vision-preview gpt-4-1106-vision-preview"),
      ("2025-06-06", "gpt-4-32k gpt-4-32k-0314 gpt-4-32k-0613"),
      ("2025-07-14", "gpt-4.5-preview"),
      ("2025-07-28", "o1-preview"),
      ("2025-10-10", "gpt-4o-realtime-preview-2024-10-01 gpt-4o-audio-preview-2024-10-01"),
      (
        "2025-10-27",
        """
        o1-mini text-moderation-007 text-moderation-stable text-moderation-latest
        """
      ),
      ("2026-02-12", "codex-mini-latest"),
      ("2026-02-17", "chatgpt-4o-latest"),
      ("2026-03-26", "gpt-4-0314 gpt-4-0125-preview gpt-4-turbo-preview"),
      ("2026-05-12", "dall-e-2 dall-e-3"),
      (
        "2026-07-23",
        """
        computer-use-preview computer-use-preview-2025-03-11
        gpt-4o-search-preview-2025-03-11 gpt-4o-mini-search-preview-2025-03-11
        gpt-5-chat-latest gpt-5.1-chat-latest gpt-5-codex gpt-5.1-codex gpt-5.1-codex-max
        gpt-5.1-codex-mini gpt-5.2-codex gpt-audio-mini-2025-10-06
        gpt-realtime-mini-2025-10-06 o3-deep-research o4-mini-deep-research
        o3-deep-research-2025-06-26 o4-mini-deep-research-2025-06-26
        """
      ),
      ("2026-08-10", "gpt-5.2-chat-latest gpt-5.3-chat-latest"),
      (
        "2026-09-24",
        """
        sora-2 sora-2-pro sora-2-2025-10-06 sora-2-2025-12-08 sora-2-pro-2025-10-06
        """
      ),
      ("2026-09-28", "gpt-3.5-turbo-instruct babbage-002 davinci-002 gpt-3.5-turbo-1106"),
      ("2026-10-01", "gpt-5.4-cyber"),
      (
        "2026-10-23",
        """
        gpt-3.5-turbo gpt-4 gpt-4-turbo gpt-4.1-nano o1 o1-pro o3-mini o4-mini
        gpt-3.5-turbo-0125 gpt-4-0613 gpt-4-turbo-2024-04-09 gpt-4.1-nano-2025-04-14
        gpt-4o-2024-05-13 o1-2024-12-17 o1-pro-2025-03-19 o3-mini-2025-01-31
        o4-mini-2025-04-16 gpt-4-1106-preview gpt-image-1
        """
      ),
    ])
}
