internal import Renoir
internal import SystemLibrary
internal import Tabular

/// What the file beside a matrix's says of it: `{"numRows": 10, "numCols": 3, "valueType": "f64"}`.
struct MatrixDescription: Codable, Equatable {
    var numRows: Int
    var numCols: Int
    var valueType: String

    static func file(of path: String) -> String { path + ".meta" }

    /// The description of a matrix's file; nil if there is none.
    static func read(beside path: String) throws(JobError) -> MatrixDescription? {
        let file = file(of: path)
        guard access(file, F_OK) == 0 else { return nil }
        let description = try InputFile(file)
        let bytes = try description.bytes(0..<description.size)
        do {
            return try bytes.withUnsafeBytes { try JSONDecoder().decode(MatrixDescription.self, $0) }
        } catch {
            throw JobError(.data, "\(file) doesn't say numRows, numCols and valueType in JSON")
        }
    }

    var json: String { "{\"numRows\": \(numRows), \"numCols\": \(numCols), \"valueType\": \"\(valueType)\"}\n" }
}
