// What a path notes for the drivers of the result: sums over its periods, and who signs.
#pragma once

#include "simulate/block_setup.hpp"

namespace landfall::simulate {

static inline void start_tallies(const BlockContext* block) {
  for (int i = 0; i < block->plan->tally_count; ++i)
    fill(row_of(block, block->plan->tallies[i].into), 0);
}

/// The periods [first, first + periods) of one tile.
static inline void tally(const BlockContext* block, int first, int periods) {
  for (int i = 0; i < block->plan->tally_count; ++i) {
    const TallyStep* step = &block->plan->tallies[i];
    for (int period = first; period < first + periods; ++period) {
      if (period < step->from) continue;
      add_to(row_of(block, step->into), row_at(block, step->of, period));
    }
  }
}

/// How many of a list of prospects each lane has, and the least of their months.
static inline void note_signed(const BlockContext* block, const ChannelStep* channel, int entries,
                               const ListMemory* list) {
  if (channel->signed_count < 0) return;
  double* count = row_of(block, channel->signed_count);
  double* months = row_of(block, channel->first_months);
  fill(count, 0);
  fill(months, __builtin_inf());
  for (int entry = 0; entry < entries; ++entry) {
    const std::uint32_t lane = list->lane[entry];
    count[lane] += 1;
    months[lane] = list->months[entry] < months[lane] ? list->months[entry] : months[lane];
  }
}

}  // namespace landfall::simulate
