#!/bin/sh
# Reads a document without any client: examples/scan-document.sh PICTURE
set -eu
: "${OPENIDV_URL:?Set OPENIDV_URL, such as http://localhost:4000}"
: "${OPENIDV_API_KEY:?Set OPENIDV_API_KEY to a key of your organization}"
picture="${1:?Usage: examples/scan-document.sh PICTURE (JPEG or PNG)}"

# The key goes in by a file descriptor: what stands in a command line, every user of the machine can read.
curl --silent --show-error --fail-with-body --max-time 90 \
  --header @- --form "image=@${picture}" --form documentType=auto \
  "${OPENIDV_URL}/v1/document/scan" <<HEADER
x-api-key: ${OPENIDV_API_KEY}
HEADER
echo
