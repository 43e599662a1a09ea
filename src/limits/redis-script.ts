/** The Lua script that checks and debits one subject's bucket and day in one step, on Redis 5+ or Valkey. */

/** Name that the script is defined under. */
export const TAKE_SCRIPT_NAME = 'openidvTakeRequest'

/**
 * KEYS[1]: hash of the subject, one key so that it works on a cluster too.
 * ARGV: rate per second, burst, daily quota, own count, day of that count, node.
 * Answers whole numbers: {refused by (0 nobody, 1 rate, 2 quota), micro-tokens left, used today, now in µs, day}.
 *
 * Lua numbers are doubles, exact up to 2^53; `%.0f` writes them out whole, where Lua itself prints 1.7e+15.
 * `at` and `day` never go back, so a clock that does mints neither tokens nor a second quota for the same day.
 * The own count is what a node says that it admitted today, with us or while it could not reach us. We keep what we know of
 * each node in a field of its own and debit only the difference, from day and bucket: what it admitted alone, and what we
 * forgot since we are the replica of a server that died before it had told us.
 */
export const TAKE_SCRIPT = `
local rate, capacity, quota = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000000, tonumber(ARGV[3])
local own, own_day, own_field = tonumber(ARGV[4]), tonumber(ARGV[5]), 'own:' .. ARGV[6]

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local row = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'day', 'used', own_field)
local at = tonumber(row[2]) or now
local tokens = math.min(capacity, (tonumber(row[1]) or capacity) + math.floor(math.max(0, now - at) * rate))
at = math.max(at, now)

local kept_day = tonumber(row[3]) or 0
local day = math.max(kept_day, math.floor(now / 86400000000))
local used = day == kept_day and tonumber(row[4]) or 0

local counted, unpaid = 0, 0
if own_day == day then
  if day == kept_day then counted = tonumber(row[5]) or 0 end
  unpaid = math.max(0, own - counted)
  counted = counted + unpaid
  used = used + unpaid
  tokens = math.max(0, tokens - unpaid * 1000000)
end

local refused = 0
if used >= quota then refused = 2 elseif tokens < 1000000 then refused = 1 end
if refused == 0 then
  tokens = tokens - 1000000
  used = used + 1
  counted = counted + 1
end

if refused == 0 or unpaid > 0 then
  if day ~= kept_day then redis.call('DEL', KEYS[1]) end
  redis.call('HSET', KEYS[1], 'tokens', string.format('%.0f', tokens), 'at', string.format('%.0f', at),
    'day', string.format('%.0f', day), 'used', string.format('%.0f', used))
  if own_day == day then redis.call('HSET', KEYS[1], own_field, string.format('%.0f', counted)) end
  redis.call('EXPIRE', KEYS[1], 172800)
end
return {refused, tokens, used, now, day}
`
