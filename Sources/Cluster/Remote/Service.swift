/// Somebody whom other processes turn to.
protocol Service: AnyObject {
    /// What to wait for.
    var descriptors: [Int32] { get }

    /// Goes on with what has come on `descriptor`.
    func serve(_ descriptor: Int32)
}
