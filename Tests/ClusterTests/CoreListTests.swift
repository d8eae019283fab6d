import Testing

@testable import Cluster

@Suite struct CoreListTests {
    @Test(arguments: [("0", 1), ("0-3", 4), ("0-3,8", 5), ("1,3,5-6", 4), ("7-7", 1), ("0-3,2-5", 6)])
    func list_wellFormed_isCounted(text: String, cores: Int) {
        #expect(CoreList.count(Substring(text)) == cores)
    }

    @Test(arguments: ["", ",", "0,", "3-1", "-1", "1-", "0-1-2", "a", "0 1", "0-99999999999999999999", "0-9999999"])
    func list_malformed_isNil(text: String) {
        #expect(CoreList.count(Substring(text)) == nil)
    }

    @Test(arguments: ["0", "0-3", "0-3,8", "1,3,5-6"]) func text_isTheListAgain(text: String) {
        #expect(CoreList.cores(Substring(text)).map(CoreList.text) == text)
    }

    @Test func status_namesTheCoresOfTheAffinityMask() {
        let status = "Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\nMems_allowed_list:\t0\n"
        #expect(CoreList.affinity(inStatus: status).map(CoreList.text) == "0-1")
    }

    @Test(arguments: ["", "Name:\tx\n", "Cpus_allowed_list:\n", "Cpus_allowed_list:\t0 1\n"])
    func status_withoutList_isNil(status: String) {
        #expect(CoreList.affinity(inStatus: status) == nil)
    }
}
