/// What an agent does for its processes that ask.
extension Agent {
    func hear(_ message: ControlMessage, _ payload: [UInt8], of process: ProcessID) {
        switch message {
        case .spawn(let id, let resources, let waits, let function, let environmentBytes):
            let asked = Asked(id: id, parent: process)
            spawns[asked] = Spawn(
                resources: resources, function: function, environmentBytes: environmentBytes, payload: payload)
            deliver(.ask(asked, resources: resources, waits: waits), to: 0)
        case .cancel(let id):
            let asked = Asked(id: id, parent: process)
            if spawns.removeValue(forKey: asked) != nil { deliver(.revoke(asked), to: 0) }
        case .awaitEnd(let id, let other): askEnd(of: other, for: process, id)
        case .send(let signal, let other):
            if other.rank < size { deliver(.signal(signal, to: other), to: Int(other.rank)) }
        default: break
        }
    }

    /// A host has room: what was asked for is started there.
    func use(_ asked: Asked, _ process: ProcessID, _ cores: [Int]) {
        guard let spawn = spawns.removeValue(forKey: asked) else {
            // Nobody wants it any more.
            return deliver(.notLaunched(asked, process: process, reason: ""), to: 0)
        }
        let message = ControlMessage.launch(
            asked, process: process, resources: spawn.resources, cores: cores, function: spawn.function,
            environmentBytes: spawn.environmentBytes)
        deliver(message, spawn.payload, to: Int(process.rank))
    }

    func refuse(_ asked: Asked, _ error: SpawnError) {
        spawns[asked] = nil
        answer(asked, .notSpawned(id: asked.id, error))
    }

    func answer(_ asked: Asked, _ message: ControlMessage) {
        guard Int(asked.parent.rank) == rank else { return }
        processes[asked.parent]?.link?.send(message)
    }

    /// A process could not be started: its parent is told, and rank 0.
    func giveUp(_ asked: Asked, _ process: ProcessID, _ reason: String) {
        if Int(asked.parent.rank) == rank, !reason.isEmpty {
            answer(asked, .notSpawned(id: asked.id, .system(reason)))
        }
        if rank == 0 { giveBack(process) }
    }

    // MARK: Ends

    private func askEnd(of other: ProcessID, for process: ProcessID, _ id: UInt64) {
        guard other.rank < size else {
            processes[process]?.link?.send(.ended(id: id, nil))
            return
        }
        if Int(other.rank) == rank { return watch(other, .process(process, id: id)) }
        asked += 1
        questions[asked] = (process, id)
        deliver(.report(number: asked, by: rank, of: other), to: Int(other.rank))
    }

    /// Another agent has answered.
    func tell(_ number: UInt64, _ end: ProcessEnd?) {
        guard let (process, id) = questions.removeValue(forKey: number) else { return }
        processes[process]?.link?.send(.ended(id: id, end))
    }

    /// Answers when a process of this agent's has ended.
    func watch(_ process: ProcessID, _ watcher: EndWatcher) {
        if let running = processes[process] {
            running.watchers.append(watcher)
        } else {
            tell(watcher, ends[process])
        }
    }

    func tell(_ watcher: EndWatcher, _ end: ProcessEnd?) {
        switch watcher {
        case .process(let process, let id): processes[process]?.link?.send(.ended(id: id, end))
        case .agent(let agent, let number): deliver(.reported(number: number, end), to: agent)
        }
    }
}
