public import Renoir

/// The arguments of an example: words and options, of which each is asked for once.
///
/// A mistake ends the program on all ranks, with one message and the usage.
public struct ProgramArguments {
    private var words: [String]
    private let usage: String
    public let config: RuntimeConfig

    /// Takes the command line of the program; the engine's options are taken out before.
    ///
    /// - Parameters:
    ///   - usage: The program's name and its arguments.
    ///   - own: Its options.
    public init(usage: String, own: OwnOptions = []) {
        let arguments = usage.split(separator: " ").dropFirst().joined(separator: " ")
        (config, words) = RuntimeConfig.fromArguments(usage: arguments, own: own)
        self.usage = usage
    }

    /// Whether `name` is there.
    public mutating func flag(_ name: String) -> Bool {
        guard let place = words.firstIndex(of: name) else { return false }
        words.remove(at: place)
        return true
    }

    /// What stands behind `name`; nil if that isn't there.
    public mutating func option(_ name: String) -> String? {
        guard let place = words.firstIndex(of: name) else { return nil }
        guard place + 1 < words.count else { refuse("\(name) needs a value") }
        defer { words.removeSubrange(place...place + 1) }
        return words[place + 1]
    }

    /// The number behind `name`; nil if that isn't there.
    public mutating func number(_ name: String, in range: ClosedRange<Int> = 1...Int.max) -> Int? {
        option(name).map { text in
            guard let number = Int(text), range.contains(number) else {
                let bounds = range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range)"
                refuse("\(name) is a whole number, \(bounds), not '\(text)'")
            }
            return number
        }
    }

    /// The number behind `name`, which may have a fraction; nil if that isn't there.
    public mutating func decimal(_ name: String) -> Double? {
        option(name).map { text in
            guard let number = Double(text), number.isFinite else { refuse("\(name) is a number, not '\(text)'") }
            return number
        }
    }

    /// The next word that belongs to no option.
    public mutating func word(_ what: String) -> String {
        guard let word = words.first else { refuse("\(what) is missing") }
        if word.hasPrefix("-"), word.count > 1, Double(word) == nil { refuse("unknown option '\(word)'") }
        words.removeFirst()
        return word
    }

    /// The next word that belongs to no option; nil if there is none.
    public mutating func nextWord() -> String? { words.isEmpty ? nil : word("") }

    /// There is nothing else.
    public func end() {
        if let word = words.first { refuse("unknown argument '\(word)'") }
    }

    /// Says that `value` has to be given.
    public func need<Value>(_ value: Value?, _ name: String) -> Value {
        guard let value else { refuse("\(name) is missing") }
        return value
    }

    /// Ends the program, on all ranks.
    public func refuse(_ message: String) -> Never {
        config.exit("\(usage.prefix { $0 != " " }): \(message)\nusage: \(usage)", code: .usage)
    }
}
