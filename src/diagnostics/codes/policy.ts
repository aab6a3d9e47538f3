import { error, warning } from "./row.ts";

/** 16xx: policies of the team. */
export const policyCodes = {
  SLW1601: error({
    message: (p: { pattern: string; problem: string }) => `The pattern "${p.pattern}" can't be used: ${p.problem}`,
    explanation:
      "Patterns of policies are regular expressions without what needs backtracking (look-around, back references), so that no pattern can hold the compiler up. They match a name as a whole.",
    example: [
      'policy.yaml:4:25 error SLW1601 The pattern "(?=a)b" can\'t be used: groups other than "(…)" and "(?:…)" aren\'t supported',
      '  4 |   - names: { pipelines: "(?=a)b", steps: \'(a)\\1\', topics: "(a{1000}){1000}" }',
      "    |                         ^^^^^^^^",
    ],
  }),
  SLW1602: error({
    message: (p: { finding: string; policy: string }) => `${p.finding} (policy "${p.policy}")`,
    explanation:
      "A document with the key `policy` asks for something that this one doesn't keep to. The related place is the rule; the hint, where there is one, is the rule's own message.",
    example: [
      'cluster.yaml:5:18 error SLW1602 The topic "events" has replicationFactor 1, at least 3 is asked for (policy "production")',
      "  5 | topics: [{ name: events, partitions: 1 }]",
      "    |                  ^^^^^^",
      "  hint: Three replicas survive the loss of a broker.",
      "  see policies/production.yaml:4:34 is what is asked",
      "  4 |   - topics: { replicationFactor: { min: 3 } }",
      "    |                                  ----------",
    ],
  }),
  SLW1603: warning({
    message: (p: { finding: string; policy: string }) => `${p.finding} (policy "${p.policy}")`,
    explanation: "As SLW1602, of a rule or policy whose `severity` is `warning`: it is said, and nothing is held up.",
    example: [
      'cluster.yaml:5:18 warning SLW1603 The topic "events" has replicationFactor 1, at least 3 is asked for (policy "production")',
      "  5 | topics: [{ name: events, partitions: 1 }]",
      "    |                  ^^^^^^",
      "  hint: Three replicas survive the loss of a broker.",
      "  see policies/production.yaml:5:34 is what is asked",
      "  5 |   - topics: { replicationFactor: { min: 3 } }",
      "    |                                  ----------",
    ],
  }),
  SLW1604: error({
    message: (p: { policy: string; environment: string }) =>
      `The policy "${p.policy}" is for the environment "${p.environment}", which doesn't exist`,
    explanation: "A policy or rule that names a wrong environment would never be applied, and nobody would notice.",
    example: [
      'policy.yaml:2:16 error SLW1604 The policy "names" is for the environment "prodution", which doesn\'t exist',
      "  2 | environments: [prodution]",
      "    |                ^^^^^^^^^",
      '  hint: Did you mean "production"?',
    ],
  }),
  SLW1605: error({
    message: (p: { step: string; environment: string }) =>
      `The approval of "${p.step}" is for the environment "${p.environment}", which doesn't exist`,
    explanation: "An approval that names a wrong environment would never hold, and the plan step would wait.",
    example: [
      'approvals.yaml:5:16 error SLW1605 The approval of "retire-bundle/old" is for the environment "prodution", which doesn\'t exist',
      "  5 | environments: [prodution]",
      "    |                ^^^^^^^^^",
      '  hint: Did you mean "production"?',
    ],
  }),
} as const;
