// What users of the package see of the engine beneath it: the types of records, hashes and errors.
@_exported public import struct Dataflow.ByteString
@_exported public import struct Dataflow.Cursor
@_exported public import protocol Dataflow.Detachable
@_exported public import struct Dataflow.JobError
@_exported public import struct Dataflow.JobSummary
@_exported public import enum Dataflow.KeyHash
@_exported public import struct Dataflow.Replica
@_exported public import protocol Dataflow.StableHashable
@_exported public import struct Dataflow.StableHasher
@_exported public import protocol Dataflow.WireCodable
@_exported public import struct Dataflow.WireError
@_exported public import struct Dataflow.WireReader
@_exported public import struct Dataflow.WireWriter
