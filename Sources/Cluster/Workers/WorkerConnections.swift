internal import SystemLibrary

/// A program's connections to all of its workers.
struct WorkerConnections {
    let links: [WorkerLink]

    /// Connects to the workers at `addresses`, side by side.
    ///
    /// - Throws: One error for all that are not to be reached, with a line each.
    init(_ addresses: [WorkerAddress], token: WorkerToken, _ loop: ProcessLoop) throws(RemoteStartError) {
        var links: [WorkerLink] = []
        for address in addresses { links.append(try WorkerLink(address, token: token)) }
        self.links = links
        let now = ProcessLoop.milliseconds()
        for link in links { link.begin(at: now) }
        loop.services += links
        try loop.wait { () throws(RemoteStartError) in links.allSatisfy(\.isSettled) }
    }

    /// What is wrong with those that can't be used, or nil.
    var problem: RemoteStartError? {
        let problems = links.compactMap { link in link.problem.map { (place: "\(link.address)", problem: $0) } }
        return problems.isEmpty ? nil : HostProblem.error(problems, of: links.count, "workers")
    }

    /// What is wrong with the first of them that can't be used any more, or nil.
    var loss: String? {
        links.first { $0.problem != nil }.map { "the worker \($0.address): \($0.problem?.message ?? "")" }
    }

    /// Claims one worker after the other for the program that calls itself `name`, in an order that all programs keep to: so
    /// no two of them wait for each other.
    ///
    /// - Parameter say: Takes what there is to tell while another program has a worker.
    func claim(as name: String, _ loop: ProcessLoop, say: (String) -> Void) throws(RemoteStartError) {
        for link in links.sorted(by: { ($0.facts?.id ?? "") < ($1.facts?.id ?? "") }) {
            link.send(.claim(name))
            var told: String?
            try loop.wait { () throws(RemoteStartError) in
                if let problem { throw problem }
                if case .waiting(let holder) = link.claim, told != holder {
                    told = holder
                    say("waits for the worker \(link.address), which runs \(holder)")
                }
                return link.claim == .granted
            }
        }
    }

    /// The hosts of the workers in the order in which they are named: workers of one host are slots of it, and the first
    /// of them runs its ranks.
    ///
    /// - Throws: If a worker is named twice.
    func hosts() throws(RemoteStartError) -> [WorkerHost] {
        var hosts: [WorkerHost] = []
        var seen: [String: WorkerAddress] = [:]
        for link in links {
            guard let facts = link.facts else { continue }
            if let first = seen.updateValue(link.address, forKey: facts.id) {
                throw RemoteStartError(.configuration, "\(first) and \(link.address) are the same worker")
            }
            if let place = hosts.firstIndex(where: { $0.id == facts.host }) {
                hosts[place].slots += facts.slots
                hosts[place].addresses.append(link.address)
            } else {
                hosts.append(
                    WorkerHost(
                        id: facts.host, name: "worker\(hosts.count + 1)", link: link, slots: facts.slots,
                        addresses: [link.address]))
            }
        }
        return hosts
    }
}

/// A host with workers.
struct WorkerHost {
    /// The same for all of its workers.
    let id: String
    /// The name under which launchers know it.
    let name: String
    /// The worker that runs its ranks.
    let link: WorkerLink
    var slots: Int
    var addresses: [WorkerAddress]
}
