// Relay's own shapes: nodes by id, connections, and a fragment that reads itself again.

import { graphql } from "relay-runtime";

export const cluster = graphql`
  query membersClusterQuery($id: ID!) {
    cluster(id: $id) {
      id
      name
      ...members_page
    }
  }
`;

export const page = graphql`
  fragment members_page on Cluster
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" })
  @refetchable(queryName: "membersPageQuery") {
    members(first: $count, after: $cursor) @connection(key: "members_page_members") {
      edges {
        role
        node {
          id
          kind
        }
      }
    }
  }
`;
