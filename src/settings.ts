/** Every setting of the server: its variable, default and meaning. `docs/configuration.md` is made from this list. */

import { MESSAGE_SETTINGS, type Setting } from './settings-of-messages.ts'

/** By the name that `config.ts` uses. */
export const SETTINGS = {
  port: { name: 'OPENIDV_PORT', fallback: '4000', about: 'Port that the server listens on; 0 takes a free one.' },
  host: {
    name: 'OPENIDV_HOST',
    fallback: '127.0.0.1',
    about: 'Address to listen on; 0.0.0.0 opens it to the network.',
  },
  baseUrl: {
    name: 'OPENIDV_BASE_URL',
    fallback: '',
    about:
      'Absolute URL that clients and browsers use; the console takes changes from its pages only. Unset: `http://localhost:PORT`.',
  },
  trustProxy: {
    name: 'OPENIDV_TRUST_PROXY',
    fallback: 'false',
    about: '`true` when a reverse proxy in front sets `X-Forwarded-For`.',
  },
  headersTimeout: {
    name: 'OPENIDV_HEADERS_TIMEOUT_MS',
    fallback: '15000',
    about: 'Longest time from the opening of a connection to the end of the request’s headers, in ms.',
  },
  bodyTimeout: {
    name: 'OPENIDV_BODY_TIMEOUT_MS',
    fallback: '120000',
    about: 'Longest time for the body of a request after its headers, in ms. Two minutes fit 15 MiB at 1 Mbit/s.',
  },
  idleTimeout: {
    name: 'OPENIDV_IDLE_TIMEOUT_MS',
    fallback: '75000',
    about: 'A connection on which nothing moves for so long during a request is cut, in ms.',
  },
  keepAliveTimeout: {
    name: 'OPENIDV_KEEP_ALIVE_TIMEOUT_MS',
    fallback: '72000',
    about: 'How long a connection is kept for a further request, in ms; longer than a proxy in front keeps it.',
  },
  hstsSubdomains: {
    name: 'OPENIDV_HSTS_SUBDOMAINS',
    fallback: 'false',
    about:
      'Whether browsers that came by https shall use it for every name below ours, too (HSTS includeSubDomains). `true` only when all of them speak it.',
  },
  maxConnections: {
    name: 'OPENIDV_MAX_CONNECTIONS',
    fallback: '2000',
    about: 'Most connections at a time; further ones are answered 503.',
  },
  addressConnections: {
    name: 'OPENIDV_MAX_CONNECTIONS_PER_ADDRESS',
    fallback: '256',
    about: 'Most connections of one address, or of one IPv6 /64; behind a trusted proxy, requests at a time.',
  },
  maxBodies: {
    name: 'OPENIDV_MAX_BODIES_MIB',
    fallback: '192',
    about: 'Most MiB of large request bodies at a time; further ones are answered 503. At least 48.',
  },
  addressBodies: {
    name: 'OPENIDV_MAX_BODIES_PER_ADDRESS_MIB',
    fallback: '96',
    about: 'The same of one address, answered 429; a single body is taken whatever its size.',
  },
  maxStreams: {
    name: 'OPENIDV_MAX_STREAMS',
    fallback: '1000',
    about: 'Most pages of the console that listen for changes at a time.',
  },
  addressStreams: {
    name: 'OPENIDV_MAX_STREAMS_PER_ADDRESS',
    fallback: '100',
    about: 'The same of one address; one person has eight.',
  },
  dataDir: {
    name: 'OPENIDV_DATA_DIR',
    fallback: './data',
    about: 'Folder of the embedded database, the encrypted files and the generated secret.',
  },
  blobs: {
    name: 'OPENIDV_BLOBS',
    fallback: 'disk',
    about:
      'Where the encrypted files lie: `disk` (the folder `blobs` of the data folder), `postgres` (the database) or `s3://BUCKET/PREFIX`. ' +
      'Several nodes need one of the latter two. `blobs migrate` moves them.',
  },
  s3Endpoint: {
    name: 'OPENIDV_S3_ENDPOINT',
    fallback: '',
    about: 'URL of another server than Amazon’s that speaks S3; buckets are then named in the path.',
  },
  awsRegion: {
    name: 'AWS_REGION',
    fallback: '',
    about:
      'Region of the bucket. It and the credentials (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_PROFILE`, a role of ' +
      'the container or the instance) are found as every program of AWS finds them.',
  },
  backupDir: {
    name: 'OPENIDV_BACKUP_DIR',
    fallback: '',
    about:
      'Folder of this machine, outside of the data folder, best on another disk, where the server keeps backups of the embedded database and the files by itself, with every change since. Unset: none are made.',
  },
  backupHours: { name: 'OPENIDV_BACKUP_EVERY_HOURS', fallback: '24', about: 'Hours from one such backup to the next.' },
  backupDays: {
    name: 'OPENIDV_BACKUP_KEEP_DAYS',
    fallback: '14',
    about: 'Days back to which such backups can be restored; what is older is deleted.',
  },
  stopAfter: {
    name: 'OPENIDV_STOP_AFTER_SECONDS',
    fallback: '0',
    about:
      'How long, after the signal to stop, connections are still taken while `/readyz` answers 503: as long as your load balancer needs to notice.',
  },
  stopWithin: {
    name: 'OPENIDV_STOP_WITHIN_SECONDS',
    fallback: '20',
    about:
      'Longest time, from then on, for requests and checks to end; what has not ended is cut off, and its checks run again. The database is given 10 s more.',
  },
  auditHeads: {
    name: 'OPENIDV_AUDIT_HEADS',
    fallback: '',
    about:
      'Where the ends of the audit chains are published every five minutes, signed: an https URL that takes a POST, or the path of a file outside of the data folder.',
  },
  logLevel: { name: 'OPENIDV_LOG_LEVEL', fallback: 'info', about: 'trace, debug, info, warn, error or silent.' },
  databaseUrl: {
    name: 'DATABASE_URL',
    fallback: '',
    about: 'PostgreSQL 15 or newer, `postgres://…`. Unset: an embedded PostgreSQL 18 in the data folder.',
  },
  databaseOwnerUrl: {
    name: 'OPENIDV_DATABASE_OWNER_URL',
    fallback: '',
    about:
      'The role that owns the tables and migrates them, where `DATABASE_URL` is of a role that owns nothing. Unset: ' +
      '`DATABASE_URL` is the owner’s, who makes the role of the application.',
  },
  databaseSessionUrl: {
    name: 'OPENIDV_DATABASE_SESSION_URL',
    fallback: '',
    about:
      'The database of `DATABASE_URL` and its role on a connection past the pooler, where `DATABASE_URL` leads to one that pools by transaction ' +
      '(PgBouncer): for notifications, locks and the queue. Unset: `DATABASE_URL` is direct.',
  },
  poolSize: { name: 'OPENIDV_DATABASE_POOL_SIZE', fallback: '20', about: 'Most connections to the database.' },
  queryTimeout: {
    name: 'OPENIDV_QUERY_TIMEOUT_MS',
    fallback: '8000',
    about:
      'Longest time of one query that a request waits for, in ms; then it is answered 503, and a connection whose server says nothing is ended. Jobs and commands have 30 s.',
  },
  redisUrl: {
    name: 'REDIS_URL',
    fallback: '',
    about:
      'Redis or Valkey for limits shared by several nodes: `redis://HOST`, `redis+sentinel://HOST,HOST/NAME` or `redis+cluster://HOST,HOST`; ' +
      '`rediss` for TLS. Unset: limits in this process.',
  },
  nodes: {
    name: 'OPENIDV_NODES',
    fallback: '1',
    about: 'How many nodes share the limits; while Redis is down each grants this share of them.',
  },
  secretKey: {
    name: 'OPENIDV_SECRET_KEY',
    fallback: '',
    about: 'Root of every secret, at least 32 random bytes in hex or base64. Unset: one is made in the data folder.',
  },
  previousSecretKeys: {
    name: 'OPENIDV_PREVIOUS_SECRET_KEYS',
    fallback: '',
    about: 'Earlier values of `OPENIDV_SECRET_KEY`, newest first, separated by commas.',
  },
  ratePerSecond: { name: 'OPENIDV_RATE_PER_SECOND', fallback: '25', about: 'Requests a second per organization.' },
  burst: { name: 'OPENIDV_RATE_BURST', fallback: '35', about: 'Capacity of the token bucket.' },
  dailyQuota: { name: 'OPENIDV_DAILY_QUOTA', fallback: '10000', about: 'Requests per UTC day and organization.' },
  signupGrant: {
    name: 'OPENIDV_SIGNUP_GRANT_TOKENS',
    fallback: '10000',
    about: 'Tokens that a new organization is given.',
  },
  prices: {
    name: 'OPENIDV_PRICES',
    fallback: '{}',
    about: 'JSON object of prices in tokens that replace the list prices, e.g. `{"ID_VERIFICATION":40}`.',
  },
  visionThreads: { name: 'OPENIDV_VISION_THREADS', fallback: '2', about: 'Child processes that run the models.' },
  checkWait: {
    name: 'OPENIDV_CHECK_WAIT_MS',
    fallback: '25000',
    about: 'Longest time that a request waits for its check, in ms; the official SDK gives up after 30 s.',
  },
  visionTimeout: { name: 'OPENIDV_VISION_TIMEOUT_MS', fallback: '60000', about: 'Longest run of one check, in ms.' },
  decodeTimeout: {
    name: 'OPENIDV_DECODE_TIMEOUT_MS',
    fallback: '20000',
    about: 'Longest time that an uploaded picture may take to decode, in ms, and wait for its turn before.',
  },
  clamd: {
    name: 'OPENIDV_CLAMD',
    fallback: '',
    about:
      'Where a ClamAV daemon listens, as `host:port` or the path of its socket: PDFs, which are kept as they come, are scanned by it, and refused while it does not answer. Unset: they are not scanned.',
  },
  webhookNetworks: {
    name: 'OPENIDV_WEBHOOK_PRIVATE_NETWORKS',
    fallback: '',
    about:
      'Private networks that webhooks may go to, also by plain http, as addresses and ranges with commas between, such as `127.0.0.0/8,10.1.0.0/16`. Webhooks go to public addresses by https otherwise, and nowhere else.',
  },
  ...MESSAGE_SETTINGS,
  faceMatch: {
    name: 'OPENIDV_FACE_MATCH_THRESHOLD',
    fallback: '0.45',
    about: 'Cosine similarity at and above which two faces are the same person.',
  },
  faceReview: {
    name: 'OPENIDV_FACE_REVIEW_THRESHOLD',
    fallback: '0.30',
    about: 'Cosine similarity below which two faces are different people; between the two a person decides.',
  },
  consoleSignUp: {
    name: 'OPENIDV_CONSOLE_SIGN_UP',
    fallback: '',
    about:
      'Who may sign up to the console: `open` to everybody, or `invited`, people with a pending invitation only. Unset: `invited`, but `open` outside production while the host and the base URL are of this machine alone.',
  },
  secondFactor: {
    name: 'OPENIDV_SECOND_FACTOR',
    fallback: '',
    about:
      'Whether everybody needs two-factor sign-in or a passkey before an organization or the installation opens to them: `required`, or `optional`, where each organization decides. Unset: `required` in production, `optional` else.',
  },
  organizationsPerPerson: {
    name: 'OPENIDV_ORGANIZATIONS_PER_PERSON',
    fallback: '5',
    about: 'Organizations that one person may found, 1 to 10000; operators may found more.',
  },
  operatorContact: {
    name: 'OPENIDV_OPERATOR_CONTACT',
    fallback: '',
    about: 'E-mail address or URL of the operator, told to whoever runs out of tokens or may not sign up.',
  },
  consoleRate: {
    name: 'OPENIDV_CONSOLE_RATE_PER_SECOND',
    fallback: '20',
    about: 'Calls a second that one person may make to the console.',
  },
  consoleBurst: { name: 'OPENIDV_CONSOLE_BURST', fallback: '60', about: 'Calls that one person may make at once.' },
  sessionUploads: {
    name: 'OPENIDV_SESSION_UPLOAD_BYTES',
    fallback: '209715200',
    about: 'Most bytes that one session may upload in all, replaced files included (200 MiB).',
  },
  organizationUploads: {
    name: 'OPENIDV_ORGANIZATION_UPLOAD_BYTES',
    fallback: '53687091200',
    about: 'Most bytes of files that one organization may keep at a time (50 GiB).',
  },
  sessionHours: { name: 'OPENIDV_SESSION_HOURS', fallback: '168', about: 'Life of a session, 1 to 8760 hours.' },
  apiKey: { name: 'OPENIDV_API_KEY', fallback: '', about: 'Key of the sandbox that `openidv listen` asks with.' },
  logDays: {
    name: 'OPENIDV_LOG_RETENTION_DAYS',
    fallback: '30',
    about: 'Days that the log of requests is kept, 1 to 3650.',
  },
  usageDays: {
    name: 'OPENIDV_USAGE_RETENTION_DAYS',
    fallback: '400',
    about: 'Days that the sums of requests behind the charts of usage are kept, 1 to 3650.',
  },
} as const satisfies Record<string, Setting>
