import type { Approval } from "../../model/approval.ts";
import type * as generated from "../../model/generated/approval.ts";
import { parseDigest, parsed } from "../../model/names.ts";
import type { SourceDocument } from "../../source/document.ts";
import { isNamed } from "../policies/check-policies.ts";

/** The approvals that hold in an environment, whether or not they have expired: the compiler has no clock. */
export function readApprovals(
  documents: readonly SourceDocument[],
  environment: string | undefined,
): readonly Approval[] {
  return documents.flatMap((document): readonly Approval[] => {
    const { approval, digest, expires, by, reason, environments } = document.value as generated.Approval;
    if (!isNamed(environment, environments)) return [];
    const spanOf = (key: string): ReturnType<SourceDocument["spanOf"]> => document.spanOf([key]);
    return [
      {
        step: approval,
        digest: parsed(parseDigest(digest)),
        expiresMs: Date.parse(expires),
        by,
        ...(reason === undefined ? {} : { reason }),
        places: { step: spanOf("approval"), digest: spanOf("digest"), expires: spanOf("expires") },
      },
    ];
  });
}
