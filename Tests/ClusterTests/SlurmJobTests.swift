import Testing

@testable import Cluster

@Suite struct SlurmJobTests {
    @Test(arguments: [
        [:], ["SLURM_JOB_ID": ""], ["SLURM_JOB_ID": "0"], ["SLURM_JOB_ID": "-4"], ["SLURM_JOB_ID": "1;ls"],
    ])
    func job_withoutANumber_isNone(environment: [String: String]) {
        #expect(SlurmJob(environment) == nil)
    }

    @Test func timeLeft_isTakenFromTheEnvironmentIfItIsThere() throws {
        let job = try #require(SlurmJob(["SLURM_JOB_ID": "7", "SLURM_JOB_END_TIME": "1060"]))
        let asked: (Int) -> String? = { _ in "9:99" }
        #expect(job.timeLeft(now: 1000, asking: asked) == .seconds(60))
        #expect(job.timeLeft(now: 2000, asking: asked) == .zero)
        #expect(job.timeLeft(now: .min, asking: asked) == nil)
    }

    @Test func timeLeft_isAskedForByTheJobsNumber() throws {
        let job = try #require(SlurmJob(["SLURM_JOB_ID": "7"]))
        #expect(job.timeLeft(now: 1000) { $0 == 7 ? "2:03\n" : nil } == .seconds(123))
        #expect(job.timeLeft(now: 1000) { _ in nil } == nil)
    }

    @Test(arguments: [
        ("0:05", 5), ("2:59", 179), ("1:00:00", 3600), ("10:20:30", 37230), ("1-00:00:00", 86400),
        ("7-01:00:01", 608_401), ("0:00", 0),
    ])
    func time_isRead(text: String, seconds: Int) {
        #expect(SlurmJob.duration(text) == .seconds(seconds))
        #expect(SlurmJob.duration(text + "\n") == .seconds(seconds))
    }

    @Test(arguments: [
        "", "UNLIMITED", "NOT_SET", "INVALID", "5", "1:2:3:4", "1-2:3", "1-1-00:00:00", "-1:00", "1:-5", "a:b", ":",
        "1: 2",
        "9999999:00", "99999999999999999999:00", "١:٢",
    ])
    func time_malformed_isNil(text: String) {
        #expect(SlurmJob.duration(text) == nil)
    }
}
