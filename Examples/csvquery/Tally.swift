import Renoir

/// What a column of the answer comes to in a group, while cells come.
enum Tally: Sendable {
    case count(Int)
    case sum(Sum)
    case choice(Choice)
    case distinct(Set<ByteString>)
    case values(Values)

    struct Sum: Sendable {
        var count = 0
        var sum = ExactSum()
        /// Whether a cell was no integer.
        var hasFractions = false
    }

    /// The least or the greatest cell, as numbers go and as bytes do: which of them it is depends on all cells of the column.
    struct Choice: Sendable {
        var number: Number?
        var text: ByteString?
        var hasFractions = false
        var hasTexts = false
    }

    struct Values: Sendable {
        var values: [Double] = []
        var hasFractions = false
    }

    init(_ flag: Query.Flag) {
        switch flag {
        case .count: self = .count(0)
        case .sum, .mean: self = .sum(Sum())
        case .min, .max: self = .choice(Choice())
        case .distinct: self = .distinct([])
        case .quantile: self = .values(Values())
        }
    }

    /// Takes a cell. What is in it is taken out for that, so that there is one of it.
    mutating func add(_ cell: Cell, _ flag: Query.Flag) {
        if case .empty = cell { return }
        switch self {
        case .count(let count): self = .count(count + 1)
        case .sum(var sum):
            self = .count(0)
            sum.add(cell)
            self = .sum(sum)
        case .choice(var choice):
            self = .count(0)
            if case .text(let text) = cell { choice.add(text, flag) }
            self = .choice(choice)
        case .distinct(var cells):
            self = .count(0)
            if case .text(let text) = cell, !cells.contains(text) { cells.insert(text.owned()) }
            self = .distinct(cells)
        case .values(var values):
            self = .count(0)
            values.add(cell)
            self = .values(values)
        }
    }

    /// Takes what another one of the same flag has.
    mutating func add(_ other: Tally, _ flag: Query.Flag) {
        let own = self
        self = .count(0)
        switch (own, other) {
        case (.count(let own), .count(let other)): self = .count(own + other)
        case (.sum(var own), .sum(let other)):
            own.count += other.count
            own.sum.add(other.sum)
            own.hasFractions = own.hasFractions || other.hasFractions
            self = .sum(own)
        case (.choice(var own), .choice(let other)):
            own.add(other, flag)
            self = .choice(own)
        case (.distinct(let own), .distinct(let other)): self = .distinct(own.union(other))
        case (.values(let own), .values(let other)):
            self = .values(
                Values(values: own.values + other.values, hasFractions: own.hasFractions || other.hasFractions))
        default: self = own
        }
    }
}

extension Tally.Sum {
    mutating func add(_ cell: Cell) {
        count += 1
        switch cell {
        case .integer(let value): sum.add(value)
        case .fraction(let value):
            sum.add(value)
            hasFractions = true
        default: break
        }
    }
}

extension Tally.Values {
    mutating func add(_ cell: Cell) {
        switch cell {
        case .integer(let value): values.append(Double(value))
        case .fraction(let value):
            values.append(value)
            hasFractions = true
        default: break
        }
    }
}

extension Tally.Choice {
    mutating func add(_ cell: ByteString, _ flag: Query.Flag) {
        let number = Number(cell)
        if case .fraction = number { hasFractions = true }
        if number == nil { hasTexts = true }
        take(number, cell, flag)
    }

    mutating func add(_ other: Tally.Choice, _ flag: Query.Flag) {
        hasFractions = hasFractions || other.hasFractions
        hasTexts = hasTexts || other.hasTexts
        take(other.number, other.text, flag)
    }

    private mutating func take(_ number: Number?, _ text: ByteString?, _ flag: Query.Flag) {
        if let number, self.number.map({ flag == .min ? number < $0 : $0 < number }) ?? true { self.number = number }
        if let text, self.text.map({ flag == .min ? text < $0 : $0 < text }) ?? true { self.text = text.owned() }
    }
}
