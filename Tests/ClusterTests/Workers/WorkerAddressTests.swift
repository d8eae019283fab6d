import Testing

@testable import Cluster

@Suite struct WorkerAddressTests {
    @Test(arguments: [
        ("127.0.0.1:7001", "127.0.0.1", 7001), ("host1.lan:65535", "host1.lan", 65535), ("[::1]:1", "::1", 1),
    ])
    func address_isReadAndWritten(text: String, host: String, port: Int) throws {
        let address = try WorkerAddress(text)
        #expect((address.host, address.port) == (host, port))
        #expect("\(address)" == text)
    }

    @Test(arguments: [
        "", "7001", "host1.lan", "host1.lan:", ":7001", "host1.lan:0", "host1.lan:65536", "host1.lan:+7",
        "host1.lan:07",
        "::1:7001", "[127.0.0.1]:7001", "a b:7001", "-x:7001", "a/b:7001", "a:7001:7002", "\u{1B}[2J:7001",
    ])
    func whatIsNone_isToldInOneLine(text: String) {
        let error = #expect(throws: RemoteStartError.self) { try WorkerAddress(text) }
        #expect(error?.cause == .configuration)
        #expect(error?.message.hasControlCharacters == false)
    }

    @Test func list_hasEachOnce() throws {
        #expect(try WorkerAddress.list("a:1, b:2").map { "\($0)" } == ["a:1", "b:2"])
        #expect(throws: RemoteStartError.self) { try WorkerAddress.list("a:1,a:1") }
        #expect(throws: RemoteStartError.self) { try WorkerAddress.list("a:1,") }
        #expect(throws: RemoteStartError.self) { try WorkerAddress.list("a:1;b:2") }
    }

    @Test func variableThatIsNotSet_isOfTheConfiguration() {
        for value in [nil, ""] {
            let error = #expect(throws: RemoteStartError.self) { try DistributedStart.addresses(value) }
            #expect(error?.cause == .configuration)
            #expect(error?.message.contains("DISTRIBUTED_WORKERS is not set") == true)
        }
        let error = #expect(throws: RemoteStartError.self) { try DistributedStart.addresses("a:x") }
        #expect(error?.message.hasPrefix("DISTRIBUTED_WORKERS: 'a:x'") == true)
    }
}
