internal import Threading

/// A node that starts a task for each record, and gives what the tasks make.
package final class TaskNode<Input: Sendable, Output: Sendable>: Node, @unchecked Sendable {
    private let concurrency: Int
    private let keepsOrder: Bool
    private let transform: @Sendable (Input) async throws -> Output

    /// - Parameters:
    ///   - concurrency: Tasks of a replica that may run, or be done and wait, at a time.
    ///   - keepsOrder: Whether results come in the order of their records.
    package init(
        name: String, input: Port, replication: Replication, isTimed: Bool, concurrency: Int, keepsOrder: Bool,
        transform: @escaping @Sendable (Input) async throws -> Output
    ) {
        self.concurrency = concurrency
        self.keepsOrder = keepsOrder
        self.transform = transform
        super.init(
            name: name, kind: .operator, inputs: [input], replication: replication,
            outputs: [.records(of: Output.self, isTimed: isTimed)])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = TaskWork(
            input: unsafeDowncast(inputs[0], to: Link<Input>.self),
            output: unsafeDowncast(outputs[0], to: Link<Output>.self), parker: site.parker, concurrency: concurrency,
            keepsOrder: keepsOrder, transform: transform)
        return GatedOperator(self, inputs: inputs, outputs: outputs, gate: MarkGate(depth: depth), work: work)
    }
}

/// Starts tasks, and puts out what they have made.
final class TaskWork<Input: Sendable, Output: Sendable>: OperatorWork {
    private let input: Link<Input>
    private let output: Link<Output>
    private let results: TaskResults<Output>
    private let transform: @Sendable (Input) async throws -> Output
    /// By places in the results.
    @exclusivity(unchecked) private var tasks: [Task<Void, Never>?]
    @exclusivity(unchecked) private var times: [Int64]

    init(
        input: Link<Input>, output: Link<Output>, parker: Parker, concurrency: Int, keepsOrder: Bool,
        transform: @escaping @Sendable (Input) async throws -> Output
    ) {
        self.input = input
        self.output = output
        self.transform = transform
        results = TaskResults(places: concurrency, keepsOrder: keepsOrder, parker: parker)
        tasks = Array(repeating: nil, count: concurrency)
        times = Array(repeating: 0, count: concurrency)
    }

    deinit { cancel() }

    override var holdsBack: Bool { results.isBusy }
    override var mayBeCutOff: Bool { true }
    override var obstacle: Obstacle { results.isBusy ? .outside : .neighbours }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        var isMoved = false
        let batch = output.batch
        while output.hasRoom, let (place, result) = results.take() {
            tasks[place] = nil
            isMoved = true
            (batch.base + batch.end).initialize(to: try result.get())
            batch.times?[batch.end] = times[place]
            batch.end += 1
        }
        // Records that start a task don't wait for others.
        while input.batch.count > 0, let place = results.reserve() {
            start(place)
            isMoved = true
        }
        return isMoved
    }

    private func start(_ place: Int) {
        let batch = input.batch
        let record = batch.first.move()
        times[place] = batch.firstTime?.pointee ?? 0
        batch.consume(1)
        let (results, transform, ticket) = (results, transform, results.ticket)
        tasks[place] = Task.detached(executorPreference: TaskThreads.shared) {
            let result: Result<Output, any Error>
            do { result = .success(try await transform(record)) } catch { result = .failure(error) }
            results.put(result, at: place, ticket)
        }
    }

    override func cutOff() { cancel() }

    private func cancel() {
        for task in tasks { task?.cancel() }
        tasks = Array(repeating: nil, count: tasks.count)
        results.forget()
    }
}
