import type { TestProject } from 'vitest/node'
import { serveTestDatabases } from './test-cluster.ts'

/** Runs once, before the workers. Tests that ask for no database pay for none. */
export default async function setup(project: TestProject) {
  const cluster = await serveTestDatabases()
  project.provide('testDatabases', cluster.socket)
  return cluster.close
}
