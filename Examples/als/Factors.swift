/// The ratings of a user, or of an item, in the order of the others.
struct Ratings: Sendable, Codable {
    /// 0 for a user, 1 for an item.
    let side: Int
    let place: Int
    let others: [Int32]
    let values: [Double]
}

/// What a row of ratings gives in an iteration: a row of factors, or the sum of squared errors.
struct Solution: Sendable, Codable {
    let place: Int
    let values: [Double]
}

struct Solutions: Codable {
    var all: [Solution] = []

    mutating func add(_ solution: Solution) { all.append(solution) }
}

/// What all ranks know: the rows of users and of items.
struct Factors: Codable {
    /// Users are solved for, then items, then errors are added up.
    private var turn = 0
    private let rank: Int
    private var sides: [[Double]]
    /// Of each user, in the last turn.
    private var squares: [Double]
    /// After each iteration that has ended.
    private(set) var errors: [Double] = []

    /// Rows start with numbers between 0 and 1 that depend on the seed and their places alone.
    init(_ counts: [Int], rank: Int, seed: Int) {
        self.rank = rank
        squares = Array(repeating: 0, count: counts[0])
        sides = counts.enumerated().map { side, count in
            (0..<count * rank).map { place in
                Double(Self.mixed(UInt64(seed) ^ Self.mixed(UInt64(side) << 60 ^ UInt64(place) &+ 1)) >> 11) / 0x1p53
            }
        }
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static func mixed(_ word: UInt64) -> UInt64 {
        var word = word &+ 0x9e37_79b9_7f4a_7c15
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    /// What is to be done with a row in this turn.
    func work(on row: Ratings, lambda: Double) -> Solution? {
        if turn == 2 {
            guard row.side == 0 else { return nil }
            return Solution(place: row.place, values: [error(of: row)])
        }
        guard row.side == turn else { return nil }
        var system = LeastSquares(unknowns: rank, lambda: lambda)
        let others = sides[1 - row.side]
        for (other, value) in zip(row.others, row.values) {
            let start = Int(other) * rank
            system.add(others[start..<start + rank], value)
        }
        return Solution(place: row.place, values: system.solved())
    }

    private func error(of row: Ratings) -> Double {
        var sum = 0.0
        for (other, value) in zip(row.others, row.values) {
            var estimate = 0.0
            for column in 0..<rank {
                estimate += sides[0][row.place * rank + column] * sides[1][Int(other) * rank + column]
            }
            sum += (value - estimate) * (value - estimate)
        }
        return sum
    }

    mutating func take(_ solutions: Solutions) {
        for solution in solutions.all {
            if turn == 2 {
                squares[solution.place] = solution.values[0]
            } else {
                sides[turn].replaceSubrange(solution.place * rank..<(solution.place + 1) * rank, with: solution.values)
            }
        }
    }

    /// The turn has ended.
    mutating func advance(_ ratings: Int) {
        if turn == 2 { errors.append((squares.reduce(0, +) / Double(ratings)).squareRoot()) }
        turn = (turn + 1) % 3
    }
}

/// A system of normal equations.
struct LeastSquares {
    private let unknowns: Int
    private var matrix: [Double]
    private var right: [Double]

    init(unknowns: Int, lambda: Double) {
        self.unknowns = unknowns
        matrix = Array(repeating: 0, count: unknowns * unknowns)
        right = Array(repeating: 0, count: unknowns)
        for place in 0..<unknowns { matrix[place * unknowns + place] = lambda }
    }

    /// Adds an observation.
    mutating func add(_ row: ArraySlice<Double>, _ value: Double) {
        for (i, left) in row.enumerated() {
            right[i] += left * value
            for (j, other) in row.enumerated().prefix(i + 1) { matrix[i * unknowns + j] += left * other }
        }
    }

    /// Solves by Cholesky's factorisation.
    consuming func solved() -> [Double] {
        let n = unknowns
        for j in 0..<n {
            for k in 0..<j { matrix[j * n + j] -= matrix[j * n + k] * matrix[j * n + k] }
            matrix[j * n + j] = matrix[j * n + j].squareRoot()
            for i in j + 1..<max(n, j + 1) {
                for k in 0..<j { matrix[i * n + j] -= matrix[i * n + k] * matrix[j * n + k] }
                matrix[i * n + j] /= matrix[j * n + j]
            }
        }
        for i in 0..<n {
            for k in 0..<i { right[i] -= matrix[i * n + k] * right[k] }
            right[i] /= matrix[i * n + i]
        }
        for i in stride(from: n - 1, through: 0, by: -1) {
            for k in i + 1..<max(n, i + 1) { right[i] -= matrix[k * n + i] * right[k] }
            right[i] /= matrix[i * n + i]
        }
        return right
    }
}
