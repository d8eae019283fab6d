internal import CProcesses
internal import SystemLibrary
internal import Transport

/// The channels of this host's processes that lead to other hosts, or come from there.
final class Relays {
    private let rank: Int
    private unowned let loop: EventLoop
    private let names: SocketNames
    private let listener: Int32
    /// Send to another agent.
    var send: (ControlMessage, Int) -> Void = { _, _ in }
    var sendData: (MessageMemory, Int) -> Void = { _, _ in }
    private var ends: [Relayed: RelayEnd] = [:]
    /// Connections that have not said yet where they lead.
    private var unrouted: [Int32: [UInt8]] = [:]
    private var opened: UInt64 = 0

    init(rank: Int, names: SocketNames, on loop: EventLoop) {
        self.rank = rank
        self.names = names
        self.loop = loop
        listener = renoir_listen_at(names.agent(rank))
        if listener >= 0 { loop.watch(listener, .reads) { [weak self] _ in self?.accept() } }
    }

    var isOpen: Bool { listener >= 0 }

    /// Takes what processes have opened, so that other agents hear of it before they hear of an end.
    func hear() {
        accept()
        // The header of a channel has to be there before the end of its sender is known.
        for end in Array(ends.values) { end.hear() }
    }

    private func accept() {
        while true {
            let file = renoir_accept(listener)
            guard file >= 0 else { break }
            unrouted[file] = []
            loop.watch(file, .reads) { [weak self] _ in self?.route(file) }
        }
        for file in Array(unrouted.keys) { route(file) }
    }

    private func route(_ file: Int32) {
        guard var bytes = unrouted[file] else { return }
        var rest = [UInt8](repeating: 0, count: RouteHeader.byteCount - bytes.count)
        let count = recv(file, &rest, rest.count, SocketFlags.noWait)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        bytes += rest.prefix(max(0, count))
        unrouted[file] = bytes
        if count > 0, bytes.count < RouteHeader.byteCount { return }
        unrouted[file] = nil
        loop.forget(file)
        guard let header = bytes.withUnsafeBytes({ RouteHeader($0) }) else {
            SystemLibrary.close(file)
            return
        }
        opened += 1
        let relayed = Relayed(origin: rank, number: opened)
        let peer = Int(header.target.rank)
        send(.open(relayed, to: header.target), peer)
        add(relayed, file, peer: peer, isBack: false)
    }

    private func add(_ relayed: Relayed, _ file: Int32, peer: Int, isBack: Bool) {
        let end = RelayEnd(file, on: loop) { [weak self] event in
            guard let self else { return }
            switch event {
            case .data(let memory):
                DataHeader.write(relayed, into: memory)
                sendData(memory, peer)
            case .credit(let bytes): send(.credit(relayed, bytes), peer)
            case .close:
                send(.close(relayed, isBack: isBack), peer)
                ends[relayed] = nil
            case .over: ends[relayed] = nil
            }
        }
        ends[relayed] = end
    }

    // MARK: From other agents

    func open(_ relayed: Relayed, to target: ProcessID) {
        let file = renoir_connect_to(names.process(target))
        guard file >= 0 else { return send(.close(relayed, isBack: true), relayed.origin) }
        add(relayed, file, peer: relayed.origin, isBack: true)
    }

    func take(_ bytes: UnsafeRawBufferPointer, for relayed: Relayed) { ends[relayed]?.take(bytes) }
    func add(credit: Int, to relayed: Relayed) { ends[relayed]?.add(credit: credit) }
    func close(_ relayed: Relayed) { ends[relayed]?.finish() }
}
