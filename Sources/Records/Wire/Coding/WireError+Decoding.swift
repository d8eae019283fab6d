extension WireError {
    init(_ error: DecodingError) {
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        self.init(
            message: context?.debugDescription ?? "\(error)", path: context?.codingPath.map(\.stringValue) ?? [])
    }
}
