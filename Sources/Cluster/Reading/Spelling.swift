/// Finds the name that was probably meant.
package enum Spelling {
    /// Longer names are not looked at.
    private static let longest = 64

    /// The nearest of `names`, if it is near enough to be more than a guess.
    ///
    /// - Complexity: O(length of `name` × sum of the lengths of `names`).
    package static func nearest(to name: String, among names: [String]) -> String? {
        let written = Array(name.lowercased().utf8)
        guard written.count <= longest else { return nil }
        let distances = names.map { (name: $0, distance: distance(written, Array($0.utf8))) }
        guard let nearest = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return nearest.distance <= max(1, nearest.name.utf8.count / 3) ? nearest.name : nil
    }

    /// The letters to insert, remove or replace, or the neighbours to swap, to get from one word to the other
    /// (optimal string alignment).
    static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var before: [Int] = []
        var row = Array(0...second.count)
        for i in 0..<first.count {
            var next = [i + 1]
            for j in 0..<second.count {
                var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (first[i] == second[j] ? 0 : 1))
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    best = min(best, before[j - 1] + 1)
                }
                next.append(best)
            }
            before = row
            row = next
        }
        return row[second.count]
    }
}
