/// What the agent of rank 0 knows of the whole job: who runs where, and how it has gone.
struct Coordinator {
    private(set) var book: SpawnBook
    /// How the first process has ended.
    private var first: ProcessEnd?
    /// How the first one of those has ended that did so without success.
    private var failure: ProcessEnd?
    private(set) var firstProcess: ProcessID?

    init(hosts: [HostAccount]) { book = SpawnBook(hosts: hosts) }

    mutating func start(_ resources: Resources) -> SpawnBook.Answer {
        guard let parts = resources.coreParts else { return .refused(.invalidResources) }
        let request = SpawnBook.Request(id: 0, parent: nil, memory: resources.memory, coreParts: parts, waits: false)
        let answer = book.ask(request, on: 0)
        if case .granted(let grant) = answer { firstProcess = grant.process }
        return answer
    }

    mutating func ask(_ asked: Asked, _ resources: Resources, waits: Bool) -> SpawnBook.Answer {
        guard let parts = resources.coreParts else { return .refused(.invalidResources) }
        return book.ask(
            SpawnBook.Request(
                id: asked.id, parent: asked.parent, memory: resources.memory, coreParts: parts, waits: waits))
    }

    mutating func end(_ process: ProcessID, _ end: ProcessEnd) -> [SpawnBook.Grant] {
        if process == firstProcess { first = end }
        if !end.isSuccess { failure = failure ?? end }
        return book.end(process)
    }

    /// It was not started after all.
    mutating func giveUp(_ process: ProcessID) -> [SpawnBook.Grant] { book.end(process) }

    mutating func revoke(_ asked: Asked) -> [SpawnBook.Grant] { book.cancel(asked.id, of: asked.parent) }

    /// Those whose wait has become hopeless because others have begun to wait.
    mutating func takeHopeless() -> [Asked] {
        book.takeHopeless().compactMap { request in request.parent.map { Asked(id: request.id, parent: $0) } }
    }

    var isOver: Bool { book.aliveCount == 0 }

    /// That of the first process if it has failed, else of the first one that has.
    var exitCode: Int32 {
        if let first, !first.isSuccess { return first.exitCode }
        return failure?.exitCode ?? 0
    }
}
