import Testing

@testable import Session

struct JobErrorTests {
    private enum Part { case two }

    @Test func message_ofAnErrorWithPrivateParts_holdsNoAddress() {
        struct Refusal: Error { var part = Part.two }
        let message = JobError(wrapping: Refusal(), operator: nil).message
        #expect(message == "Refusal(part: SessionTests.JobErrorTests.Part.two)")
    }
}
