/// Takes the records of a port that nobody uses.
final class DiscardWork: OperatorWork {
    private let input: AnyLink

    init(_ input: AnyLink) {
        self.input = input
        input.enough = Enough(pass: 0, level: 0)
    }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) -> Bool { input.discard() }
}
