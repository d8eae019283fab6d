/// A pipeline that is complete: elements of a source, and what is to be made of them.
///
/// ```swift
/// let action = Integers(0..<1000).filter { $0.isMultiple(of: 7) }.count()
/// print(try action.run(context).value ?? 0)  // 143
/// ```
public struct Action<Source: ElementSource, Partial: Sendable, Value: Sendable>: Sendable {
    @usableFromInline let name: String
    @usableFromInline let source: Source
    /// How many elements end the run, and whether any do.
    @usableFromInline let wanted: (count: Int, isAny: Bool)?
    @usableFromInline let initial: @Sendable () -> Partial
    @usableFromInline
    let add:
        @Sendable (
            inout Partial, ElementBlock, UnsafeMutablePointer<Source.Element>, UnsafeMutablePointer<Int32>, RunControl
        ) throws -> Void
    @usableFromInline let merge: @Sendable (inout Partial, Partial) throws -> Void
    @usableFromInline let finish: @Sendable (Partial) throws -> Value

    @usableFromInline
    init(
        _ name: String, _ source: Source, wanted: (count: Int, isAny: Bool)? = nil,
        initial: @escaping @Sendable () -> Partial,
        add:
            @escaping @Sendable (
                inout Partial, ElementBlock, UnsafeMutablePointer<Source.Element>, UnsafeMutablePointer<Int32>,
                RunControl
            ) throws -> Void,
        merge: @escaping @Sendable (inout Partial, Partial) throws -> Void,
        finish: @escaping @Sendable (Partial) throws -> Value
    ) {
        self.name = name
        self.source = source
        self.wanted = wanted
        self.initial = initial
        self.add = add
        self.merge = merge
        self.finish = finish
    }

    /// Runs it on the ranks and threads of `context`, as the context's only job.
    ///
    /// Collective: all ranks call it, with the same action. Workers take units of work when they have done those that they had, so
    /// that elements that take very differently long keep all of them busy.
    ///
    /// - Parameter limit: After how long to give what there is by then; an element that somebody works on is finished first.
    /// - Returns: The value on rank 0, which is that of one process and thread, and how much was looked at.
    /// - Throws: `JobError`, as `StreamContext.execute()` does: for an error of the program's code with the element and its index, and
    ///   for an action in a closure of another.
    @inlinable
    public func run(_ context: StreamContext, within limit: Duration? = nil) throws -> Answer<Value> {
        let add = add
        return try run(context, within: limit) { worker in try worker.pointee.work(add) }
    }

    @usableFromInline
    func run(
        _ context: StreamContext, within limit: Duration?,
        work: @escaping (UnsafeMutablePointer<ActionWorker<Source, Partial>>) throws -> Bool
    ) throws -> Answer<Value> {
        try RunNesting.check(name)
        let control = RunControl(wanted: wanted?.count, isAny: wanted?.isAny ?? false, patience: limit)
        let (initial, merge) = (initial, merge)
        let units = SourceUnits(source)
        let parts: DataStream<Part<Partial>> = context.parts(
            of: units, name, control, initial,
            emission: { cursor, output, worker in
                cursor.isPending = true
                guard try RunNesting.inside({ try work(worker) }) else { return }
                cursor.isPending = false
                guard worker.pointee.part.tally.lookedAt > 0 || worker.pointee.part.tally.cut > 0 else { return }
                (output + cursor.produced).initialize(to: worker.pointee.part)
                cursor.produced += 1
            })
        let combine: @Sendable (inout Part<Partial>, Part<Partial>) throws -> Void = { whole, part in
            whole.tally += part.tally
            try RunNesting.inside { try merge(&whole.value, part.value) }
        }
        let collected = parts.fold(Part(initial()), local: combine, global: combine).collect()
        let summary = try context.execute()
        guard let whole = collected.value?.first else { return Answer(summary: summary) }
        return Answer(
            value: try finish(whole.value), tally: whole.tally, units: units.count, lookedAtInAll: source.lookedAtInAll,
            summary: summary)
    }
}
