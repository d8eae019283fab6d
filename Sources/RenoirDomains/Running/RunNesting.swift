/// Whether this thread works for a run of a domain: another one can't be part of it.
enum RunNesting {
    @TaskLocal private static var isInside = false

    @inline(__always)
    static func inside<Result>(_ body: () throws -> Result) rethrows -> Result {
        try $isInside.withValue(true, operation: body)
    }

    /// - Throws: `JobError` if this is a closure of a run.
    static func check(_ name: String) throws {
        guard isInside else { return }
        throw JobError(
            .graph,
            "'\(name)' of a domain is run in a closure of another run: go through the inner domain's `elements` there, or make one domain "
                + "of both, as by `*`, and run that")
    }
}
