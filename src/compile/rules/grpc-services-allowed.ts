import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { Rule } from "./rule.ts";

/** The gRPC services that steps call are listed under the cluster's allowedGrpcServices. */
export const grpcServicesAllowed: Rule = function* ({ configuration }) {
  const { allowedGrpcServices } = configuration.cluster;
  for (const { document, name, steps } of configuration.pipelines) {
    for (const { path, processor } of steps) {
      const service = processor.grpc?.service;
      if (service === undefined || allowedGrpcServices.includes(service)) continue;
      const place = { span: document.spanOf([...path, "processor", "grpc", "service"]) };
      const hint = didYouMean(service, allowedGrpcServices);
      yield diagnostic("SLW1509", { service, pipeline: name }, { ...place, hint });
    }
  }
};
