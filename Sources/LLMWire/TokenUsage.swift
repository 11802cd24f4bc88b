package import LosslessJSON

/// The tokens one answer took, counted alike for every provider; nil where it did not say.
package struct TokenUsage: Hashable, Sendable {
  /// All of the prompt, cached or not. Anthropic reports three numbers that add up to it: fresh,
  /// read from the cache, written to the cache.
  package let input: Int?
  /// All that was generated, reasoning included.
  package let output: Int?
  /// The part of `input` that came from the cache.
  package let cachedInput: Int?
  /// The part of `output` that was reasoning.
  package let reasoning: Int?

  package init(input: Int?, output: Int?, cachedInput: Int?, reasoning: Int?) {
    self.input = input
    self.output = output
    self.cachedInput = cachedInput
    self.reasoning = reasoning
  }

  /// Reads a `usage` object of Anthropic or OpenAI, or Gemini's `usageMetadata`; nil where it holds
  /// no count.
  package init?(_ usage: JSONValue?) {
    guard let usage else { return nil }
    func count(_ name: StaticString) -> Int? { usage[name]?.integer }
    let outputDetails =
      usage.present("completion_tokens_details") ?? usage.present("output_tokens_details")
    let inputDetails =
      usage.present("prompt_tokens_details") ?? usage.present("input_tokens_details")
    let cacheRead = count("cache_read_input_tokens")
    let freshInput = Self.sum(
      count("input_tokens"), cacheRead, count("cache_creation_input_tokens"))

    input = count("prompt_tokens") ?? freshInput ?? count("promptTokenCount")
    output =
      count("completion_tokens") ?? count("output_tokens")
      ?? Self.sum(count("candidatesTokenCount"), count("thoughtsTokenCount"))
    cachedInput =
      cacheRead ?? inputDetails?["cached_tokens"]?.integer ?? count("cachedContentTokenCount")
    reasoning =
      outputDetails?["reasoning_tokens"]?.integer ?? outputDetails?["thinking_tokens"]?.integer
      ?? count("thoughtsTokenCount")
    if input == nil, output == nil, cachedInput == nil, reasoning == nil { return nil }
  }

  /// The sum of the counts there are; nil without any, or when a fixture was made to overflow it.
  private static func sum(_ counts: Int?...) -> Int? {
    var total: Int?
    for case let count? in counts {
      let (sum, overflow) = (total ?? 0).addingReportingOverflow(count)
      if overflow { return nil }
      total = sum
    }
    return total
  }
}
