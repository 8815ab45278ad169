// The canary run: a world is made, everything is driven, everything left anywhere is searched, and faults put in on purpose are caught.
import { tables } from '../../schema.ts'
import { aftermath } from './aftermath.ts'
import { stale, uncovered } from './coverage.ts'
import { drive } from './drive.ts'
import { type Evidence, gather, searchingFor } from './evidence.ts'
import { extracts } from './extracts.ts'
import { judge } from './judge.ts'
import { type Mutation, mutate } from './mutations.ts'
import { openStation } from './station.ts'
import { takenAlong } from './taken-along.ts'
import { makeWorld, type Person } from './world.ts'

export type CanaryRun = {
  /** Values planted, each of which came where it was written. */
  markers: number
  leaks: string[]
  /** Values that were planted and stand nowhere, columns in which none is, reasons that no longer hold. */
  blind: string[]
  mutations: Mutation[]
  evidence: Evidence
}

export async function canaryRun(options: {
  seed: number
  say?: (line: string) => void
  /** Whose extract is made; everybody's takes as long as the rest together. */
  extracts?: readonly Person[]
}): Promise<CanaryRun> {
  const say = options.say ?? (() => {})
  const station = await openStation()
  try {
    const world = makeWorld(options.seed)
    await drive(station, world)
    const { markers } = world.plant
    say(`${markers.length} values planted; ${station.answers.length} answers, ${station.payloads.length} jobs`)
    const search = searchingFor(world)
    const evidence = await gather(station, world, tables, search)
    const { leaks, lost } = judge(evidence, world, tables)
    const blind = [...lost, ...uncovered(tables, markers), ...stale(tables, markers)]
    say(`found in ${evidence.found.length} places`)
    const mutable = { station, world, tables, search, evidence }
    const mutations = await mutate(mutable)
    const handed = await extracts(mutable, options.extracts ?? [...world.found.keys()])
    const along = await takenAlong(mutable)
    const after = await aftermath(mutable)
    return {
      markers: markers.length,
      leaks: [...leaks, ...handed.leaks, ...along.leaks, ...after.leaks],
      blind,
      mutations: [...mutations, ...handed.mutations, ...along.mutations, ...after.mutations],
      evidence,
    }
  } finally {
    await station.close()
  }
}
