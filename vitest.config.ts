import { defineConfig } from "vitest/config";

const serverSuites = ["test/contract/**/*.test.ts", "test/integration/**/*.test.ts", "test/chaos/**/*.test.ts"];

export default defineConfig({
  test: {
    reporters: ["default", "./test/infra/reporter.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: serverSuites,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "servers",
          include: serverSuites,
          globalSetup: ["test/infra/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
