import LosslessJSON
import Testing

@Suite struct `Reading a JSON text` {
  @Test(arguments: [
    "null", " \t\r\n[1, 2.50, -0, 1e5, 123456789012345678901234567890]\n",
    #"{"a":1,"b":{"a":[]},"a":"\/é\u00e9\ud83d","\u0061":{}}"#, "[NaN, Infinity, -Infinity]",
    "{\r\n\t\"a\" : [ ] , \"b\":{ }\r\n}\r\n", "\"\"", "0", "-0.0e+00",
  ])
  func `keeps every byte and knows where every value stands`(text: String) throws {
    let document = try JSONDocument(Array(text.utf8))
    #expect(document.bytes == Array(text.utf8))
    #expect(rebuilt(document.root) == text.trimmingBlanks())
  }

  @Test func `finds members by decoded name, the last of duplicates`() throws {
    let root = try JSONDocument(Array(#"{"a":1,"b":2,"\u0061":3}"#.utf8)).root
    #expect(root["a"]?.integer == 3)
    #expect(root.member("b")?.integer == 2)
    #expect(root["c"] == nil)
    #expect(root.members.map(\.name) == ["a", "b", "a"])
  }

  @Test func `walks elements without entering them`() throws {
    let root = try JSONDocument(Array(#"[[1,[2]],{"x":[3]},"s",4.5,true,null]"#.utf8)).root
    #expect(root.elements.map(\.kind) == [.array, .object, .string, .real, .boolean, .null])
    #expect(root[1]?["x"]?[0]?.integer == 3)
    #expect(root[6] == nil)
    #expect(root[3]?.double == 4.5)
    #expect(root[4]?.boolean == true)
  }

  @Test(arguments: [
    (#""plain""#, "plain"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
    (#""\u00e9\u4f60\ud83d\ude00""#, "é你😀"), (#""x\ud83dy""#, #"x\ud83dy"#),
    (#""\ude00\ud83d""#, #"\ude00\ud83d"#), ("\"é😀\"", "é😀"), (#""\u0000""#, "\0"),
  ])
  func `decodes strings, leaving half pairs spelled out`(source: String, text: String) throws {
    #expect(try JSONDocument(Array(source.utf8)).root.string == text)
  }

  @Test func `reports lone surrogates and numbers that JSON lacks, without refusing them`() throws {
    let clean = try JSONDocument(Array(#"{"a": "\ud83d\ude00", "b": 1e400}"#.utf8))
    #expect(clean.firstLoneSurrogate == nil)
    #expect(clean.firstNonFiniteNumber == nil)
    let odd = try JSONDocument(Array(#"{"a": "x\ud83d", "b": [NaN, -Infinity]}"#.utf8))
    #expect(odd.firstLoneSurrogate == 8)
    #expect(odd.firstNonFiniteNumber == 23)
  }

  @Test func `nesting of 100,000 levels costs memory, not stack`() throws {
    let depth = 100_000
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let document = try JSONDocument(Array(text.utf8))
    #expect(document.root.subtreeSize == depth)
    #expect(PythonJSON.sorted(document.root) == Array(text.utf8))
    let objects =
      String(repeating: "{\"a\": ", count: depth) + "1" + String(repeating: "}", count: depth)
    #expect(
      PythonJSON.sorted(try JSONDocument(Array(objects.utf8)).root) == Array(objects.utf8))
  }

  /// Puts the text together again from keys, values and the bytes between them.
  private func rebuilt(_ value: JSONValue) -> String {
    let bytes = value.document.bytes
    var output: [UInt8] = []
    var position = value.range.lowerBound
    func copy(upTo end: Int) {
      output += bytes[position..<end]
      position = end
    }
    for member in value.members {
      copy(upTo: member.key.range.lowerBound)
      output += member.key.source
      position = member.key.range.upperBound
      copy(upTo: member.value.range.lowerBound)
      output += Array(rebuilt(member.value).utf8)
      position = member.value.range.upperBound
    }
    for element in value.elements {
      copy(upTo: element.range.lowerBound)
      output += Array(rebuilt(element).utf8)
      position = element.range.upperBound
    }
    copy(upTo: value.range.upperBound)
    return String(decoding: output, as: UTF8.self)
  }
}

extension String {
  fileprivate func trimmingBlanks() -> String {
    let blanks: Set<Unicode.Scalar> = [" ", "\n", "\r", "\t"]
    var scalars = unicodeScalars[...]
    while let first = scalars.first, blanks.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, blanks.contains(last) { scalars.removeLast() }
    return String(scalars)
  }
}
