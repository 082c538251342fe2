/**
 * ENT sync API, version 1: the shapes on the wire, for client and reference server alike. `api.ts` tells them endpoint
 * by endpoint, `resources/ent-sync-api.yaml` is made from it.
 *
 * Every endpoint is below `<ENT address>/sync/v1`. Bodies are JSON unless said otherwise, errors are
 * RFC 9457 problem+json with a `code` of `PROBLEM_CODES`. Request bodies may be `Content-Encoding: gzip`.
 *
 *   POST /token                      TokenRequest -> TokenReply        (not authenticated)
 *   POST /revoke                     RevokeRequest -> 204              (RFC 7009: also for unknown tokens)
 *   GET  /authorize                  AuthorizeQuery -> a page for the teacher's browser (RFC 6749, PKCE, loopback)
 *   GET  /watch       If-None-Match  -> 304 nothing changed | 200 {} + ETag   (Bearer: the watch ticket)
 *   GET  /policy      If-None-Match  -> 200 Policy + ETag | 304
 *   GET  /changes?cursor=C&limit=N   If-None-Match -> 200 ChangesPage + ETag | 304 (nothing new)
 *   POST /changes/fetch              ChangesFetchRequest -> ChangesFetchReply
 *   POST /versions                   VersionsRequest -> VersionsReply
 *   POST /batches     Idempotency-Key: "<batch_id>", Content-Digest: sha-256=:…:  Batch -> BatchReply
 *   POST /blobs/check                BlobCheckRequest -> BlobCheckReply
 *   POST /blobs/bundle               frames (see FRAME) -> BundleReply
 *   POST /blobs/fetch                BlobFetchRequest -> frames
 *   POST /blobs/compose              ComposeRequest -> ComposeReply
 *   GET  /blobs/{sha256}  Range      -> 200 | 206: one blob, for those above the bundle limit
 *   PUT  /blobs/{sha256}             bytes -> 201: one blob above the bundle limit
 *   POST /blobs                      Upload-Complete, Upload-Length, Repr-Digest -> 201 + Location   (in pieces)
 *   HEAD, PATCH, DELETE /uploads/{id}  Upload-Offset                   (the IETF's draft-15)
 *   POST /tus; HEAD, PATCH, DELETE /tus/{id}                           (tus 1.0.0)
 *
 * Authentication: `Authorization: Bearer <access token>`; device: `Cartable-Device: <device id>`.
 */
export * from './wire/access.ts';
export * from './wire/batches.ts';
export * from './wire/blobs.ts';
export * from './wire/kinds.ts';
export * from './wire/policy.ts';
export * from './wire/records.ts';
export * from './wire/words.ts';
