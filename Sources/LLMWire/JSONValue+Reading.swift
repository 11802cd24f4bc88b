import LosslessJSON

/// Short ways to ask for what providers' JSON usually holds; anything of another kind is nil.
extension JSONValue {
  /// The member of that name, unless it is `null`: providers use both to say "nothing here".
  func present(_ name: StaticString) -> JSONValue? {
    guard let value = self[name], !value.isNull else { return nil }
    return value
  }

  /// The decoded text of a member that is a string.
  func string(_ name: StaticString) -> String? { self[name]?.string }

  /// The elements of a member that is an array; none for any other kind.
  func elements(_ name: StaticString) -> JSONElements? { self[name]?.elements }

  /// Whether this is a string that says exactly `text`. Compares in place: no string is made unless
  /// the recording spells it with escapes.
  func spells(_ text: StaticString) -> Bool {
    guard kind == .string else { return false }
    guard isUnescaped else { return string == text.description }
    return content.count == text.utf8CodeUnitCount
      && text.withUTF8Buffer { content.elementsEqual($0) }
  }

  /// Whether this is a string that starts with `prefix`; compares in place, like ``spells(_:)``.
  func starts(with prefix: StaticString) -> Bool {
    guard kind == .string else { return false }
    guard isUnescaped else { return string?.hasPrefix(prefix.description) == true }
    return prefix.withUTF8Buffer { content.starts(with: $0) }
  }

  /// The bytes between the quotes of a string, escapes and all. Only for strings.
  var content: ArraySlice<UInt8> { source.dropFirst().dropLast() }
}
