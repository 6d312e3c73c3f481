# Reads `objdump -d -w PROGRAM`; prints each function that holds instructions of a set and can be
# reached otherwise than through the kernels of that set, where no one has asked the processor. Where
# no kernels hold any it says so: then it has seen nothing.
#   entries   pattern of the kernels' names that may use the set: simulate_block_(avx2|avx512)
#   prefixes  pattern of the first bytes that mark its instructions: ^(c4|c5|62)$ is AVX and beyond
#             in 64-bit code, ^62$ is AVX-512
# Follows direct calls and jumps. The kernels themselves are reached by their address alone.

function number(hex, i, n) {
  n = 0
  for (i = 1; i <= length(hex); i++) n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
  return n
}

function spread(from, mark, i, targets, count) { # mark all that can be reached from a function
  if ((from, mark) in marked) return
  marked[from, mark] = 1
  count = split(calls[from], targets, " ")
  for (i = 1; i <= count; i++)
    if (mark == "kernels" || !(targets[i] in entry)) spread(targets[i], mark)
}

/^[0-9a-f]+ <.*>:$/ {
  here = number($1)
  name[here] = substr($2, 2, length($2) - 3)
  if (name[here] ~ entries) entry[here] = 1
  next
}

/^ *[0-9a-f]+:\t/ {
  split($0, part, "\t")
  first = substr(part[2], 1, 2)
  # Segment prefixes come before those that are looked for; 62 after them is still AVX-512.
  if (first ~ /^(26|2e|36|3e|64|65|67)$/) first = substr(part[2], 4, 2)
  if (first ~ prefixes) holds[here]++
  if (part[3] ~ /^(call|jmp|j[a-z]+) / && match(part[3], / [0-9a-f]+ </)) {
    target = number(substr(part[3], RSTART + 1, RLENGTH - 3))
    if (match(part[3], /\+0x[0-9a-f]+>/)) target -= number(substr(part[3], RSTART + 3, RLENGTH - 4))
    if (target != here && !((here, target) in seen)) {
      seen[here, target] = 1
      calls[here] = calls[here] " " target
    }
  }
}

END {
  for (f in entry) spread(f, "kernels")
  for (f in name)
    if (!((f, "kernels") in marked)) spread(f, "others")
  for (f in holds) {
    if ((f, "kernels") in marked) seen_in_kernels = 1
    if (!((f, "kernels") in marked) || (f, "others") in marked) print name[f] ": " holds[f]
  }
  if (!seen_in_kernels) print "and no kernels " entries " hold any: are they called otherwise?"
}
