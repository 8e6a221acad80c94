// A client as one would write it: an operation, the types generated from it, and fetch.

import type { MembersQuery, MembersQueryVariables } from "./types";

export async function members(
  address: string,
  query: string,
  variables: MembersQueryVariables,
): Promise<MembersQuery> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data?: MembersQuery; errors?: unknown[] };
  if (!data || errors) throw new Error(JSON.stringify(errors));
  return data;
}

export function told(data: MembersQuery): string[] {
  // @ts-expect-error: the types know what the schema has not
  void data.cluster?.nam;
  return data.cluster?.members.edges.map(({ role, node }) => `${node.name}: ${role ?? "-"}`) ?? [];
}
