internal import Session

/// What the agent of rank 0 decides for all.
extension Agent {
    /// The host of a rank is known. When all are, the job begins.
    func note(_ report: HostReport, of source: Int) {
        reports[source] = report
        let known = reports.compactMap(\.self)
        guard known.count == size else { return }
        do {
            let hosts = try HostAccount.hosts(known, declared: options.capacities(ranks: size))
            coordinator = Coordinator(hosts: hosts)
            var places = Array(repeating: 0, count: size)
            for (place, host) in hosts.enumerated() { for rank in host.ranks { places[rank] = place } }
            let plan = JobPlan(key: .random(in: 1...(.max)), hosts: places)
            for target in 0..<size { deliver(.plan(plan), to: target) }
            try startFirst()
        } catch {
            fail(error)
        }
    }

    private func startFirst() throws(JobError) {
        switch coordinator?.start(resources) {
        case .granted(let grant):
            let environment = ProcessEnvironmentText.withoutLauncher()
            let spawn = Spawn(
                resources: resources, function: "", environmentBytes: environment.count, payload: environment)
            launch(grant.process, nil, spawn, cores: grant.cores)
        case .refused(let error):
            throw JobError(
                .resources, "the first process needs \(resources), which the host of rank 0 doesn't have: \(error)")
        case .queued, nil: break
        }
    }

    func decide(_ asked: Asked, _ resources: Resources, waits: Bool) {
        switch coordinator?.ask(asked, resources, waits: waits) {
        case .granted(let grant): deal([grant])
        case .refused(let error): deliver(.refused(asked, error), to: Int(asked.parent.rank))
        case .queued: refuseHopeless()
        case nil: break
        }
    }

    private func refuseHopeless() {
        for asked in coordinator?.takeHopeless() ?? [] {
            deliver(.refused(asked, .waitsForItself), to: Int(asked.parent.rank))
        }
    }

    func revoke(_ asked: Asked) { deal(coordinator?.revoke(asked) ?? []) }

    func deal(_ grants: [SpawnBook.Grant]) {
        for grant in grants {
            guard let parent = grant.parent else { continue }
            if options.tellsEvents {
                output.write(options.format.spawned(grant.process, by: parent), isError: true)
            }
            deliver(
                .granted(Asked(id: grant.id, parent: parent), process: grant.process, cores: grant.cores),
                to: Int(parent.rank))
        }
    }

    /// A process has ended.
    func note(_ process: ProcessID, _ end: ProcessEnd) {
        if options.tellsEvents || !end.isSuccess {
            output.write(options.format.ended(process, end), isError: true)
        }
        deal(coordinator?.end(process, end) ?? [])
        finishIfOver()
    }

    /// A process has not been started after all.
    func giveBack(_ process: ProcessID) {
        deal(coordinator?.giveUp(process) ?? [])
        finishIfOver()
    }

    private func finishIfOver() {
        if let coordinator, coordinator.isOver { finish(coordinator.exitCode) }
    }
}
