import Testing

@testable import MPI

struct LibraryAgreementTests {
    private static let openMPI =
        "Open MPI v4.1.4, package: Debian OpenMPI, ident: 4.1.4, repo rev: v4.1.4, May 26, 2022"
    private static let mpich = "MPICH Version:      4.0.2\nMPICH Release date: Thu Apr  7 12:34:45 CDT 2022"

    private func problem(_ vendor: String, _ version: String, _ library: String) -> String? {
        LibraryAgreement.problem(vendor: vendor, version: version, library: library)
    }

    @Test func openMPI_sameMajorVersion_agrees() { #expect(problem("Open MPI", "4.0.3", Self.openMPI) == nil) }

    @Test func openMPI_otherMajorVersion_isRefused() throws {
        let text = try #require(problem("Open MPI", "40.1.4", Self.openMPI))
        #expect(text.contains("Open MPI 40.1.4") && text.contains("Open MPI v4.1.4"))
    }

    @Test func openMPI_mpichLoaded_isRefused() throws {
        let text = try #require(problem("Open MPI", "4.1.4", Self.mpich))
        #expect(text.contains("MPICH Version:") && !text.contains("\n"))
    }

    @Test func mpich_itself_agrees() { #expect(problem("MPICH", "4.0.2", Self.mpich) == nil) }

    @Test func mpich_memberOfItsFamily_agrees() {
        #expect(problem("MPICH", "4.0.2", "Intel(R) MPI Library 2021.9 for Linux* OS") == nil)
    }

    @Test func mpich_openMPILoaded_isRefused() { #expect(problem("MPICH", "4.0.2", Self.openMPI) != nil) }

    @Test func unknownVendor_anything_isNotJudged() { #expect(problem("", "", "Some MPI 1.0") == nil) }
}
