import Testing

@testable import Cluster

@Suite struct CallbackWatchTests {
    /// A listener at port 9400, and connections to it, as Linux shows them.
    private static let listener =
        "  sl  local_address rem_address   st tx_queue\n   0: 00000000:24B8 00000000:0000 0A 00000000:00000000 00:00000000\n"
    private static let connection = "   1: 01004D0A:24B8 0B004D0A:8A3C 01 00000000:00000000 02:00000D2F\n"

    @Test func connections_areFoundByTheirStateAndPort() {
        let table = Self.listener + Self.connection + Self.connection
        #expect(CallbackWatch.connections(table, at: [9400...9407]) == 2)
        #expect(CallbackWatch.connections(Self.listener, at: [9400...9407]) == 0)
        #expect(CallbackWatch.connections(table, at: [9401...9407]) == 0)
        #expect(CallbackWatch.connections("", at: [9400...9407]) == 0)
    }

    private static let patience = CallbackWatch.patience
    private var watch = CallbackWatch(hosts: 3, ports: 9400...9407, now: 0)

    /// Whether it is too long at `now`, after `connected` hosts have connected.
    private mutating func isTooLong(_ now: UInt64, connected: Int = 0, children: [String]? = []) -> Bool {
        let table = Self.listener + String(repeating: Self.connection, count: connected)
        return watch.isTooLong(at: now, children: { children }, tables: { [table] })
    }

    @Test mutating func nobodyConnecting_isTooLong_onceNothingElseGoesOn() {
        #expect(!isTooLong(Self.patience, children: ["ssh", "mpirun"]))
        #expect(!isTooLong(2 * Self.patience - 1))
        #expect(isTooLong(3 * Self.patience))
        #expect(watch.message.hasPrefix("no host has connected back"))
    }

    @Test mutating func someConnecting_isTooLong() {
        #expect(!isTooLong(1000, connected: 2))
        #expect(!isTooLong(999 + Self.patience, connected: 2))
        #expect(isTooLong(2000 + Self.patience, connected: 2))
        #expect(watch.message.hasPrefix("only 2 of 3 hosts have connected back"))
    }

    @Test mutating func allConnecting_endsTheWatch() {
        #expect(!isTooLong(1000, connected: 3))
        #expect(!isTooLong(100 * Self.patience))
    }

    /// They start when all have connected, of which this machine may be one.
    @Test mutating func ranksOfThisMachine_endTheWatch() {
        #expect(!isTooLong(1000, connected: 2, children: ["words"]))
        #expect(!isTooLong(100 * Self.patience, connected: 2))
    }

    /// What takes ssh's place stays while the daemon that it has started is there.
    @Test mutating func agentsThatStay_areNoSign() {
        #expect(!isTooLong(1000, connected: 2, children: ["renoir-agent", "renoir-agent"]))
        #expect(isTooLong(1000 + Self.patience, connected: 2, children: ["renoir-agent", "renoir-agent"]))
    }

    @Test func portsThatAreNotKnown_haveNoConnections() {
        var watch = CallbackWatch(hosts: 1, ports: nil, now: 0)
        func isTooLong(_ now: UInt64) -> Bool {
            watch.isTooLong(at: now, children: { ["renoir-agent"] }, tables: { [Self.connection] })
        }
        #expect(!isTooLong(0))
        #expect(!isTooLong(Self.patience - 1000))
        watch.ports = [9400...9400]
        #expect(!isTooLong(Self.patience))
        #expect(!isTooLong(100 * Self.patience))
    }

    @Test mutating func systemThatTellsNothing_isNotWatched() {
        #expect(!isTooLong(1000, children: nil))
        #expect(!isTooLong(100 * Self.patience, children: nil))
    }
}
