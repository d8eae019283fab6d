import Testing
import Threading

@Suite struct DoorbellTests {
    @Test func ringNeighbours_wakesThemAndNobodyElse() throws {
        let bells = try (0..<4).map { _ in try #require(Doorbell()) }
        bells[0].meet([bells[1].port, bells[2].port])
        bells[0].ringNeighbours()
        #expect(bells.map { $0.wait(microseconds: 1000) } == [false, true, true, false])
    }

    @Test func meet_again_forgetsTheFirstNeighbours() throws {
        let bells = try (0..<3).map { _ in try #require(Doorbell()) }
        bells[0].meet([bells[1].port])
        bells[0].meet([bells[2].port])
        bells[0].ringNeighbours()
        #expect(bells.map { $0.wait(microseconds: 1000) } == [false, false, true])
    }

    @Test func ringNeighbours_whoAreGone_isNoHarm() throws {
        let bell = try #require(Doorbell())
        let port = try #require(Doorbell()).port
        bell.meet([port])
        bell.ringNeighbours()
        bell.wake()
        #expect(bell.wait(microseconds: 1000))
    }
}
