import Foundation
import Renoir

/// What the first line of a file in Matrix Market's format says.
struct MarketHeader: Sendable {
    let isPattern: Bool
    let isSymmetric: Bool

    /// - Returns: nil for a file in another format.
    init?(_ line: ByteString, _ file: String) throws {
        let words = line.words().map { String($0).lowercased() }
        guard words.first == "%%matrixmarket" else { return nil }
        guard words.count == 5, words[1] == "matrix", words[2] == "coordinate" else {
            throw UnsupportedMarket(file: file, line: String(line))
        }
        guard ["real", "integer", "pattern"].contains(words[3]), ["general", "symmetric"].contains(words[4]) else {
            throw UnsupportedMarket(file: file, line: String(line))
        }
        isPattern = words[3] == "pattern"
        isSymmetric = words[4] == "symmetric"
    }
}

/// A kind of matrix that is no list of edges.
struct UnsupportedMarket: Error, CustomStringConvertible {
    let file: String
    let line: String
    var description: String { "\(file): '\(line)': a graph is a real, integer or pattern matrix, general or symmetric" }
}

/// The lines behind the one with the sizes, read one by one where they are wanted.
struct MarketLines: Sequence, Sendable {
    let file: String

    func makeIterator() -> AnyIterator<ByteString> {
        guard let data = FileManager.default.contents(atPath: file) else { return AnyIterator { nil } }
        var rest = data.split(separator: 0x0a).makeIterator()
        var isPastSizes = false
        return AnyIterator {
            while let line = rest.next() {
                let text = ByteString(line.last == 0x0d ? line.dropLast() : line)
                guard !EdgeList.isComment(text) else { continue }
                if isPastSizes { return text }
                isPastSizes = true
            }
            return nil
        }
    }
}
