internal import CProcesses
internal import Session
internal import SystemLibrary

/// What an agent does with its helper.
extension Agent {
    func launch(_ id: ProcessID, _ asked: Asked?, _ spawn: Spawn, cores: [Int]) {
        let process = AgentProcess(id, asked: asked)
        var theirs: [Int32] = []
        defer { theirs.forEach { close($0) } }
        guard let control = pair() else { return giveUp(process, Self.lastError) }
        theirs.append(control.theirs)
        let listener = renoir_listen_at(SocketNames(key: plan.key).process(id))
        let link = FrameLink(control.ours, on: loop) { [weak self] message, payload in
            self?.hear(message, payload, of: id)
        }
        guard listener >= 0 else { return giveUp(process, Self.lastError) }
        theirs.append(listener)
        process.link = link
        // The first process writes for itself: its output is the program's.
        if asked != nil || options.format == .json {
            for isError in [false, true] {
                guard let pipe = outputPipe() else { return giveUp(process, Self.lastError) }
                theirs.append(pipe.theirs)
                process.outputs.append(
                    OutputPipe(pipe.ours, on: loop) { [weak self] lines in
                        self?.deliver(.output(process: id, isError: isError), lines, to: 0)
                    })
            }
        }
        orders &+= 1
        ordered[orders] = process
        processes[id] = process
        let isOrdered = helper.order(
            orders, files: theirs, isFirst: asked == nil, cores: cores,
            environment: Array(spawn.payload[..<spawn.environmentBytes]))
        guard isOrdered else { return fail(Self.helperLost(rank)) }
        let welcome = Welcome(
            process: id, parent: asked?.parent, resources: spawn.resources, function: spawn.function, plan: plan)
        link.send(.welcome(welcome), Array(spawn.payload[spawn.environmentBytes...]))
    }

    private static func helperLost(_ rank: Int) -> JobError {
        JobError(.io, "the process that starts others is gone", rank: rank)
    }

    private func giveUp(_ process: AgentProcess, _ reason: String) {
        processes[process.id] = nil
        guard let asked = process.asked else {
            return fail(JobError(.resources, "the first process can't be started: \(reason)"))
        }
        let message = ControlMessage.notLaunched(asked, process: process.id, reason: reason)
        if Int(asked.parent.rank) != 0 { deliver(message, to: Int(asked.parent.rank)) }
        deliver(message, to: 0)
    }

    func hear(_ event: HelperLink.Event) {
        switch event {
        case .started(let request, let systemID):
            guard let process = ordered.removeValue(forKey: request) else { return }
            process.systemID = systemID
            systemIDs[systemID] = process.id
            guard let asked = process.asked else { return }
            deliver(.launched(asked, process: process.id, system: systemID), to: Int(asked.parent.rank))
        case .notStarted(let request, let code):
            guard let process = ordered.removeValue(forKey: request) else { return }
            giveUp(process, String(cString: strerror(code)))
        case .ended(let systemID, let end):
            guard let id = systemIDs.removeValue(forKey: systemID), let process = processes[id] else { return }
            finish(process, end)
        case .lost:
            // Those that it has started get a signal from the system; what they have started doesn't, and is this process's now.
            for systemID in systemIDs.keys { kill(-systemID, SIGKILL) }
            renoir_end_strays()
            fail(Self.helperLost(rank))
        }
    }

    private func finish(_ process: AgentProcess, _ end: ProcessEnd) {
        for pipe in process.outputs { pipe.finish() }
        // What it has asked for, and where it has sent something, before its end.
        process.link?.hear()
        hearRelays()
        processes[process.id] = nil
        ends[process.id] = end
        for asked in spawns.keys where asked.parent == process.id { spawns[asked] = nil }
        for watcher in process.watchers { tell(watcher, end) }
        deliver(.over(process: process.id, end), to: 0)
    }

    private func pair() -> (ours: Int32, theirs: Int32)? {
        var ends: [Int32] = [-1, -1]
        return renoir_socket_pair(&ends) == 0 ? (ends[0], ends[1]) : nil
    }

    private func outputPipe() -> (ours: Int32, theirs: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
