import LosslessJSON
import TestSupport
import Testing

@Suite struct `Editing a document` {
  private func edited(
    _ text: String, _ change: (inout JSONEdit, JSONValue) throws -> Void
  ) throws -> String {
    let document = try JSONDocument(Array(text.utf8))
    var edit = JSONEdit(document)
    try change(&edit, document.root)
    return String(decoding: edit.splices.applied(to: document.bytes), as: UTF8.self)
  }

  private func value(_ text: String) throws -> JSONValue {
    try JSONDocument(Array(text.utf8)).root
  }

  // MARK: - By example

  @Test(arguments: [
    ("[1, 2, 3]", [1], "[1, 3]"), ("[1, 2, 3]", [0], "[2, 3]"), ("[1, 2, 3]", [2], "[1, 2]"),
    ("[1, 2, 3]", [0, 1], "[3]"), ("[1, 2, 3]", [0, 2], "[2]"), ("[1, 2, 3]", [0, 1, 2], "[]"),
    ("[ 1 ,2,\n 3 ]", [1], "[ 1,\n 3 ]"), ("[\n  1\n]", [0], "[]"),
    ("[1 , 2 , 3 , 4]", [1, 2], "[1 , 4]"),
  ])
  func `an element goes with one comma`(
    text: String, positions: [Int], expected: String
  ) throws {
    let result = try edited(text) { edit, root in
      for position in positions { edit.remove(position, from: root) }
    }
    #expect(result == expected)
  }

  @Test(arguments: [
    ("[]", nil, "[\n  9\n]"), ("[ ]", nil, "[\n  9\n]"), ("[1]", nil, "[1, 9]"),
    ("[1,2]", nil, "[1,2,9]"),
    ("[1, 2]", 0, "[9, 1, 2]"), ("[1 , 2]", 1, "[1 , 9 , 2]"),
    ("[\n  1\n]", nil, "[\n  1,\n  9\n]"), ("[\r\n\t1\r\n]", 0, "[\r\n\t9,\r\n\t1\r\n]"),
  ])
  func `an element comes as its neighbours stand`(
    text: String, position: Int?, expected: String
  ) throws {
    let result = try edited(text) { edit, root in
      edit.insert(try value("9"), before: position, in: root)
    }
    #expect(result == expected)
  }

  @Test func `a container without children takes the lines of the text around it`() throws {
    let text = "{\n    \"a\": [],\n    \"b\": {\"c\": {}}\n}\n"
    let result = try edited(text) { edit, root in
      edit.insert(try value(#"{"x": [1]}"#), in: try #require(root["a"]))
      edit.set("y", to: try value("[1]"), in: try #require(root["b"]?["c"]))
    }
    #expect(
      result == """
        {
            "a": [
                {
                    "x": [
                        1
                    ]
                }
            ],
            "b": {"c": {"y": [1]}}
        }

        """)
  }

  @Test func `one object a line stays one object a line`() throws {
    let text = "[\n {\"a\":1,\"b\":[1,2]},\n {\"a\":2,\"b\":[]}\n]"
    let result = try edited(text) { edit, root in
      edit.insert(try value(#"{"a": 3, "b": [4, 5]}"#), in: root)
    }
    #expect(result == "[\n {\"a\":1,\"b\":[1,2]},\n {\"a\":2,\"b\":[]},\n {\"a\":3,\"b\":[4,5]}\n]")
  }

  @Test func `a member is set where it is, or put after the one that is named`() throws {
    let text = #"{"a": 1, "b": 2, "b": 3, "c": 4}"#
    #expect(
      try edited(text) { edit, root in edit.set("b", to: try value("9"), in: root) }
        == #"{"a": 1, "b": 2, "b": 9, "c": 4}"#)
    #expect(
      try edited(text) { edit, root in edit.set("x", to: try value("9"), in: root, after: "a") }
        == #"{"a": 1, "x": 9, "b": 2, "b": 3, "c": 4}"#)
    #expect(
      try edited(text) { edit, root in edit.set("é", to: try value(#""ü""#), in: root) }
        == #"{"a": 1, "b": 2, "b": 3, "c": 4, "\u00e9": "\u00fc"}"#)
    #expect(
      try edited(text) { edit, root in edit.remove("b", from: root) } == #"{"a": 1, "c": 4}"#)
  }

  @Test func `text that spells characters out keeps doing so, and the other way round`() throws {
    #expect(
      try edited(#"{"ä": 1}"#) { edit, root in
        edit.set("b", to: try value(#""é\u0001\ud83d\ude00\ud800""#), in: root)
      } == #"{"ä": 1, "b": "é\u0001😀\ud800"}"#)
  }

  @Test func `so do the names of members`() throws {
    #expect(
      try edited(#"{"ä": 1}"#) { edit, root in
        edit.set("日\n", to: try value("2"), in: root)
      } == #"{"ä": 1, "日\n": 2}"#)
  }

  @Test func `changes of every kind in one container go together`() throws {
    let result = try edited("[0, 1, 2, 3, 4]") { edit, root in
      edit.remove(0, from: root)
      edit.remove(2, from: root)
      edit.remove(4, from: root)
      edit.insert(try value("10"), before: 0, in: root)
      edit.insert(try value("12"), before: 2, in: root)
      edit.insert(try value("13"), before: 3, in: root)
      edit.insert(try value("15"), in: root)
      edit.insert(try value("16"), in: root)
      edit.replace(try #require(root[1]), with: try value("[true]"))
    }
    #expect(result == "[10, [true], 12, 13, 3, 15, 16]")
  }

  // MARK: - By comparison with writing the whole text anew

  /// What is laid out evenly stays laid out evenly: an edit gives what writing the edited value gives.
  @Test(arguments: JSONLayout.all)
  func `gives what the layout of the text gives`(layout: JSONLayout) throws {
    for seed in 0..<400 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      var model = JSONModel.random(depth: 4, using: &random)
      // A text that shows its style: an object of several members, one of them such an object.
      model = .object([
        ("first", .object([("a", .array([.scalar("1"), .scalar("2")])), ("b", .scalar("3"))])),
        ("rest", model),
      ])
      let before = try model.laidOut(layout)
      let document = try JSONDocument(before)
      var edit = JSONEdit(document)
      let place = model.containers().randomElement(using: &random) ?? []
      let container = try value(at: place, in: document.root)
      let new = JSONModel.random(depth: 2, using: &random)
      model[place[...]] = try change(model[place[...]], container, new, &edit, &random)
      let after = edit.splices.applied(to: before)
      #expect(
        try after == model.laidOut(layout),
        "seed \(seed): \(String(decoding: before, as: UTF8.self))")
    }
  }

  private func change(
    _ model: JSONModel, _ container: JSONValue, _ new: JSONModel, _ edit: inout JSONEdit,
    _ random: inout SeededGenerator
  ) throws -> JSONModel {
    let value = try new.document.root
    switch model {
    case .scalar: return model
    case .array(var elements):
      let position = Int.random(in: 0...elements.count, using: &random)
      switch Int.random(in: 0...2, using: &random) {
      case 0 where position < elements.count:
        edit.remove(position, from: container)
        elements.remove(at: position)
      case 1 where position < elements.count:
        edit.replace(try #require(container[position]), with: value)
        elements[position] = new
      default:
        edit.insert(value, before: position, in: container)
        elements.insert(new, at: position)
      }
      return .array(elements)
    case .object(var members):
      let position = Int.random(in: 0...members.count, using: &random)
      switch Int.random(in: 0...2, using: &random) {
      case 0 where position < members.count:
        edit.remove(members[position].name, from: container)
        members.remove(at: position)
      case 1 where position < members.count:
        edit.set(members[position].name, to: value, in: container)
        members[position].value = new
      default:
        edit.set(
          "new", to: value, in: container,
          after: position == 0 ? nil : members[position - 1].name)
        members.insert(("new", new), at: position == 0 ? members.count : position)
      }
      return .object(members)
    }
  }

  private func value(at place: [Int], in root: JSONValue) throws -> JSONValue {
    try place.reduce(root) { value, position in
      let children = Array(value.elements) + value.members.map(\.value)
      return try #require(children.indices.contains(position) ? children[position] : nil)
    }
  }
}
