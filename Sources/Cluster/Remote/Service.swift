/// Somebody whom other processes turn to.
protocol Service: AnyObject {
    /// What to wait for.
    var descriptors: [Int32] { get }
    /// Where there is something to write, as soon as it is taken.
    var writers: [Int32] { get }

    /// Goes on with what has come on `descriptor`.
    func serve(_ descriptor: Int32)

    /// Goes on with what is to be written to `descriptor`, which takes something.
    func write(_ descriptor: Int32)

    /// Looks at the clock, in milliseconds; called at each turn.
    func look(at now: UInt64)
}

extension Service {
    var writers: [Int32] { [] }
    func write(_ descriptor: Int32) {}
    func look(at now: UInt64) {}
}
