import Foundation
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `A moment as recorded_at gives it` {
  @Test(arguments: [
    ("1970-01-01", 0), ("1970-01-01T00:00:01", 1),
    ("2026-04-23T10:00:00.123456+00:00", 1_776_938_400),
    ("2026-04-23T10:00:00+00:00", 1_776_938_400), ("2026-04-23T10:00:00Z", 1_776_938_400),
    ("2026-04-23T10:00:00", 1_776_938_400), ("2026-04-23 10:00:00", 1_776_938_400),
    ("2026-04-23T10:00", 1_776_938_400), ("2026-04-23T10:00Z", 1_776_938_400),
    ("2026-04-23T12:00:00+02:00", 1_776_938_400), ("2026-04-23T12:00:00+0200", 1_776_938_400),
    ("2026-04-23T12:00+02", 1_776_938_400), ("2026-04-23T04:30:00-05:30", 1_776_938_400),
    ("2026-04-23T10:00:00.5", 1_776_938_400), ("1969-12-31T23:59:59Z", -1),
    ("2000-02-29", 951_782_400), ("2024-12-31T23:59:60Z", 1_735_689_600),
    ("9999-12-31", 253_402_214_400),
  ])
  func `is read from what ISO 8601 texts are in use`(text: String, seconds: Int) {
    #expect(Timestamp(iso8601: text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "2026", "2026-04", "2026-4-23", "26-04-23", "2026-13-01", "2026-00-01", "2026-04-31",
    "2026-04-00", "2023-02-29", "1900-02-29", "2026-04-23T", "2026-04-23T10", "2026-04-23T24:00",
    "2026-04-23T10:60", "2026-04-23T10:00:61", "2026-04-23T10:00:00 ", "2026-04-23T10:00:00x",
    "2026-04-23T10:00:00+", "2026-04-23T10:00:00+2", "2026-04-23T10:00:00+02:0",
    "2026-04-23T10:00:00Z0", "2026-04-23Z", " 2026-04-23", "yesterday", "2026/04/23",
    "２０２６-04-23", "2026-04-23T10:00:00+02:00:00",
  ])
  func `is nothing for any other text`(text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test func `is written as day and minute in UTC`() throws {
    let moment = try #require(Timestamp(iso8601: "2026-03-04T01:05:59+02:00"))
    #expect(moment.dayText == "2026-03-03")
    #expect(moment.minuteText == "2026-03-03 23:05")
  }

  @Test func `is written right before 1970 too`() {
    #expect(Timestamp(seconds: -1).minuteText == "1969-12-31 23:59")
    #expect(Timestamp(seconds: -86_400).minuteText == "1969-12-31 00:00")
    #expect(Timestamp(seconds: -86_401).minuteText == "1969-12-30 23:59")
  }

  @Test func `every day of eight centuries is read as it is written`() {
    // 1600-01-01, a day that starts an era of the calendar, and 292,194 days on.
    let first = -11_676_096_000
    for day in 0..<292_194 {
      let moment = Timestamp(seconds: first + day * 86_400)
      guard Timestamp(iso8601: moment.dayText) == moment else {
        Issue.record("\(moment.dayText)")
        return
      }
    }
    #expect(Timestamp(seconds: first).dayText == "1600-01-01")
    #expect(Timestamp(seconds: first + 292_194 * 86_400).dayText == "2400-01-01")
  }

  @Test func `agrees with Foundation on random moments`() {
    var random = SeededGenerator(seed: 5)
    let formatter = ISO8601DateFormatter()
    for _ in 0..<2_000 {
      // From 1600 on: before 1582 Foundation counts by the Julian calendar.
      let seconds = Int.random(in: -11_676_096_000...253_402_300_799, using: &random)
      let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(Timestamp(iso8601: text)?.seconds == seconds)
    }
  }

  @Test func `is ordered by time`() {
    #expect(Timestamp(seconds: 1) < Timestamp(seconds: 2))
  }
}
