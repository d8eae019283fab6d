import Testing

@testable import Cluster

@Suite struct NoiseFilterTests {
    private static let noise =
        "[head:123] plm:rsh: Warning: setpgid(28812,28812) failed in parent with errno=Permission denied(13)\n"

    /// What is shown of `text` if it comes in pieces of `size` bytes.
    private func shown(_ text: String, size: Int) -> String {
        var filter = NoiseFilter()
        var shown: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            shown += filter.passing(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return String(decoding: shown + filter.rest(), as: UTF8.self)
    }

    @Test(arguments: [1, 2, 7, 4096])
    func warning_isLeftOut_andNothingElse(size: Int) {
        let text = "a\n[head:1] b\n\n[c] \(String(repeating: "d", count: 2000))\n[e"
        #expect(shown(text, size: size) == text)
        #expect(shown("a\n" + Self.noise + "b\n" + Self.noise, size: size) == "a\nb\n")
        #expect(shown("a" + Self.noise, size: size) == "a" + Self.noise)
    }

    @Test func partOfALine_passesAtOnce() {
        var filter = NoiseFilter()
        #expect(filter.passing(Array("50 %".utf8)) == Array("50 %".utf8))
    }
}
