import Testing

@testable import Cluster

@Suite struct SeatTests {
    @Test(arguments: ["8:0-3,6", "1:0", "4:"]) func text_isReadAgain(text: String) throws {
        #expect(try #require(Seat(text)).text == text)
    }

    @Test(arguments: ["", "8", ":0-3", "0:0", "x:0", "8:x", "8:0:1", "-1:0", "99999999999:0", "8:3-1"])
    func text_malformed_isNil(text: String) {
        #expect(Seat(text) == nil)
    }

    @Test func text_ofManyScatteredCores_givesTheirNumberOnly() {
        var cores = RangeSet<Int>()
        for core in 0..<1000 { cores.insert(contentsOf: 2 * core..<2 * core + 1) }
        #expect(Seat(cores: cores, coresOfHost: 2000).text == "2000:")
    }

    @Test func seat_ofThisThread_isWithinItsHost() {
        let seat = Seat.current(.current())
        #expect(seat.coresOfHost >= 1)
        #if os(Linux)
            #expect(seat.cores != nil)
        #endif
    }
}
