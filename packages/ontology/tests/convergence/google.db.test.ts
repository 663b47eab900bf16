import { describeConvergence } from "./describe-convergence.ts";

describeConvergence("google");
