import FixtureKit
import Testing

@Suite struct `Short texts` {
  @Test(arguments: [
    (0, "0"), (77, "77"), (999, "999"), (1_000, "1.0k"), (1_049, "1.0k"), (1_050, "1.1k"),
    (8_100, "8.1k"), (9_949, "9.9k"), (9_950, "10k"), (120_400, "120k"), (999_499, "999k"),
    (999_500, "1.0M"), (2_200_000, "2.2M"), (9_950_000, "10M"), (999_499_999, "999M"),
    (999_500_000, "1.0G"), (5_000_000_000, "5.0G"), (50_000_000_000, "50G"),
    (1_500_000_000_000, "1500G"),
  ])
  func `of sizes`(bytes: Int, text: String) {
    #expect(Formats.size(bytes) == text)
  }

  @Test func `of sizes never take more than five characters, and never get smaller`() {
    var bytes = 1
    while bytes < 10_000_000_000_000 {
      #expect(Formats.size(bytes).count <= 5, "\(bytes)")
      bytes += bytes / 50 + 1
    }
  }

  @Test(arguments: [
    (0, "0m"), (59, "0m"), (60, "1m"), (3_599, "59m"), (3_600, "1h"), (86_399, "23h"),
    (86_400, "1d"), (252 * 86_400 + 5, "252d"), (-100, "in 1m"), (4_000 * 86_400, "4000d"),
  ])
  func `of ages`(seconds: Int, text: String) {
    let now = Timestamp(seconds: 1_776_938_400)
    #expect(Formats.age(of: Timestamp(seconds: now.seconds - seconds), at: now) == text)
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"),
    (-1, "-1"), (-999, "-999"), (-1_000, "-1,000"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `of numbers in groups`(number: Int, text: String) {
    #expect(Formats.grouped(number) == text)
  }

  @Test func `of counts with their nouns`() {
    #expect(Formats.count(1, "file") == "1 file")
    #expect(Formats.count(0, "file") == "0 files")
    #expect(Formats.count(2_134, "file") == "2,134 files")
    #expect(Formats.count(2, "entry", "entries") == "2 entries")
    #expect(Formats.count(1, "entry", "entries") == "1 entry")
  }
}
