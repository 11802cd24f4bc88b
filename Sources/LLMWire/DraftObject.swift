import LosslessJSON

/// A JSON object under construction: members in the order they came, names distinct.
struct DraftObject: Sendable {
  private var members: [(name: String, value: Draft)] = []
  private var positions: [String: Int] = [:]

  init() {}

  /// The members of a recorded object; of duplicate names the last one counts.
  init(_ object: JSONValue) {
    for (name, value) in object.distinctMembers { self[name] = .value(value) }
  }

  /// Setting a member keeps its place; a new one is the last. Setting nil changes nothing.
  subscript(name: String) -> Draft? {
    get { positions[name].map { members[$0].value } }
    set {
      guard let newValue else { return }
      update(name) { $0 = newValue }
    }
  }

  /// Changes a member in place, which is `null` where it was missing.
  mutating func update(_ name: String, _ change: (inout Draft) -> Void) {
    if let position = positions[name] {
      change(&members[position].value)
    } else {
      var value = Draft.null
      change(&value)
      positions[name] = members.count
      members.append((name, value))
    }
  }

  /// Sets a member to a recorded value. `null` only fills a gap: in a stream it means "no news".
  mutating func replace(_ name: String, by value: JSONValue) {
    guard !value.isNull || positions[name] == nil else { return }
    self[name] = .value(value)
  }

  /// The same members with these names first, in this order, and without `dropped`.
  func arranged(first names: [String], without dropped: String? = nil) -> DraftObject {
    var arranged = DraftObject()
    for name in names { arranged[name] = self[name] }
    for (name, value) in members where name != dropped && arranged.positions[name] == nil {
      arranged[name] = value
    }
    return arranged
  }

  func write(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for (position, member) in members.enumerated() {
      if position > 0 { output.append(contentsOf: ", ".utf8) }
      PythonJSON.append(member.name, to: &output)
      output.append(contentsOf: ": ".utf8)
      member.value.write(to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }
}

extension JSONValue {
  /// The members of an object in the order of their first appearance, each name once, with the
  /// last of its values: the dictionary that Python would read.
  var distinctMembers: [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = []
    var positions: [String: Int] = [:]
    for member in self.members {
      let name = member.name
      if let position = positions[name] {
        members[position].value = member.value
      } else {
        positions[name] = members.count
        members.append((name, member.value))
      }
    }
    return members
  }
}
