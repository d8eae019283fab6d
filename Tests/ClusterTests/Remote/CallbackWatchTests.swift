import Testing

@testable import Cluster

@Suite struct CallbackWatchTests {
    /// A listener at port 9400 and a connection to it, as Linux shows them.
    private static let listener =
        "  sl  local_address rem_address   st tx_queue\n   0: 00000000:24B8 00000000:0000 0A 00000000:00000000 00:00000000\n"
    private static let connection = listener + "   1: 01004D0A:24B8 0B004D0A:8A3C 01 00000000:00000000 02:00000D2F\n"

    @Test func connection_isFoundByItsStateAndPort() {
        #expect(CallbackWatch.hasConnection(Self.connection, at: 9400...9407))
        #expect(!CallbackWatch.hasConnection(Self.listener, at: 9400...9407))
        #expect(!CallbackWatch.hasConnection(Self.connection, at: 9401...9407))
        #expect(!CallbackWatch.hasConnection("", at: 9400...9407))
    }

    private func isTooLong(_ watch: inout CallbackWatch, _ now: UInt64, isBusy: Bool = false, table: String = "")
        -> Bool
    {
        watch.isTooLong(at: now, isBusy: { isBusy }, tables: { [table] })
    }

    @Test func nobodyConnecting_isTooLong_onceNothingElseGoesOn() {
        var watch = CallbackWatch(ports: 9400...9407, now: 0)
        let patience = CallbackWatch.patience
        #expect(!isTooLong(&watch, patience, isBusy: true))
        #expect(!isTooLong(&watch, 2 * patience - 1))
        #expect(isTooLong(&watch, 3 * patience))
    }

    @Test func oneConnection_endsTheWatch() {
        var watch = CallbackWatch(ports: 9400...9407, now: 0)
        #expect(!isTooLong(&watch, 1000, table: Self.connection))
        #expect(!isTooLong(&watch, 100 * CallbackWatch.patience))
    }
}
